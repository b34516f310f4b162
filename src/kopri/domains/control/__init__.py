"""Controls of one side: the plan, its steps, the services' findings, the side's outcome.

Words: *step* (a stage of the country's data, done by a service), *plan* (the steps of a case on
this side), *corridor* (green, yellow, red: the own side's secret), *finding* (a service's
decision: cleared, held, refused), *release* (all services have cleared). Plans and steps never
leave the node; findings and the side's outcome do. Each side records only its own.
Law: each state's own control acts; the shape of the outcome follows WTO TFA articles 7 and 8.
"""
