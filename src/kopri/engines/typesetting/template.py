"""The layout, in Typst. All texts come in as JSON, so nothing in them is markup."""

TEMPLATE = b"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set page(paper: "a4", margin: (x: 10mm, top: 10mm, bottom: 14mm), footer: context [
  #set text(size: 6.5pt, fill: luma(40%))
  #data.footer #h(1fr) #counter(page).display("1 / 1", both: true)
])
#set text(font: "Libertinus Serif", size: 9pt, hyphenate: false, lang: data.language)
#set par(leading: 0.45em)
#let thin = 0.5pt + luma(30%)
#let title(box) = text(size: 6.3pt, fill: luma(30%))[
  #if box.number != "" [#text(weight: "bold", fill: black, box.number) ]#box.label
]
#let field(box, height: 14mm) = block(width: 100%, height: height, clip: true, inset: 1.4mm, {
  title(box)
  v(-0.5em)
  // a long text is set smaller rather than cut off
  layout(size => {
    let set_at(points) = text(size: points, box.text)
    let room = size.height
    let fits = (9pt, 8pt, 7pt, 6pt, 5pt).find(points =>
      measure(width: size.width, set_at(points)).height <= room)
    set_at(if fits == none { 4pt } else { fits })
  })
})
#let long(box) = if box.text == "" { none } else {
  block(width: 100%, inset: 1.4mm, { title(box); linebreak(); text(size: 8pt, box.text) })
}

#for (place, page) in data.pages.enumerate() {
  if place > 0 { pagebreak() }
  let b = page.boxes
  grid(columns: (1fr, 24mm), column-gutter: 4mm,
    [
      #text(size: 13pt, weight: "bold", page.title) \\
      #text(size: 12pt, page.number)
      #v(-0.3em)
      #text(size: 7.5pt, fill: luma(25%), data.notes.join("\\n"))
    ],
    image(bytes(data.code), format: "svg", width: 24mm, alt: data.link),
  )
  v(-0.4em)
  grid(columns: (1fr, 1fr), stroke: thin,
    field(b.sender, height: 24mm), field(b.carrier, height: 24mm),
    field(b.consignee, height: 24mm), field(b.successive, height: 24mm),
    field(b.delivery), field(b.reservations),
    field(b.taking_over), field(b.vehicle),
    grid.cell(colspan: 2, field(b.annexed, height: 11mm)),
  )
  v(-0.9em)
  table(columns: (16%, 9%, 13%, 1fr, 13%, 11%, 9%), stroke: thin, inset: 1.4mm,
    align: (left, right, left, left, left, right, right),
    table.header(..page.columns.map(one => text(size: 6.3pt, fill: luma(30%), one))),
    ..page.goods.flatten().map(one => text(size: 8.5pt, one)),
    table.footer(repeat: false, ..page.totals.map(one => text(size: 8.5pt, weight: "bold", one))),
  )
  v(-0.9em)
  block(breakable: false, {
    grid(columns: (1fr, 1fr), stroke: thin,
      ..if b.dangerous.text != "" { (grid.cell(colspan: 2, long(b.dangerous)),) },
      field(b.instructions, height: 18mm), field(b.agreements, height: 18mm),
      field(b.payment, height: 10mm), field(b.charges, height: 10mm),
      field(b.established, height: 10mm), field(b.cash, height: 10mm),
    )
    v(-0.9em)
    grid(columns: (1fr, 1fr, 1fr), stroke: thin,
      ..data.signatures.map(box => field(box, height: 24mm)))
  })
}
"""
