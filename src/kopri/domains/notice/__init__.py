"""The notice: advance cargo information, told once for both sides.

Words: *notice* (what is coming, lodged by a carrier or forwarder), *version* (each amendment
makes one, all are kept), *consignment* (`kernel.consignment`, UN/CEFACT reference names).
Law: EAEU preliminary information (CU decision 899, EEC Board decisions 56 and 57 of 2018);
Turkmenistan's electronic preliminary information; the agreement on preliminary customs
information exchange of 25 October 2021.
"""
