"""Native charts in one house style: bars, stacked bars, lines, both, tornado and waterfall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizcase.report.palette import COLOURS
from bizcase.report.workbook import contents
from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.book import Book, Chart, Plotted
from bizcase.report.workbook.look.roles import CHART_FONT, FORMATS
from bizcase.report.workbook.look.styles import number_format

if TYPE_CHECKING:
    from openpyxl.chart import BarChart, LineChart
    from openpyxl.chart.layout import Layout
    from openpyxl.chart.series import Series
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.chart.text import RichText
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import CharacterProperties

GAP = {False: 55, True: 35}  # percent of a bar between bars, upright and lying
LINE = 28_575  # EMU, 2.25 points
HAIR = 9_525  # EMU, 0.75 points


def drawn(chart: Chart, book: Book) -> BarChart | LineChart:
    """The chart as openpyxl draws it; the book tells how its categories look."""
    from openpyxl.chart import BarChart, LineChart

    bars, lines = BarChart(), LineChart()
    for order, plotted in enumerate(chart.series):
        (lines if plotted.drawn == "line" else bars).series.append(_series(chart, plotted, order))
    bars.barDir = "bar" if chart.horizontal else "col"
    bars.grouping = "stacked" if chart.stacked else "clustered"
    # The two sides of a tornado lie in one row, side by side bars nearly touch.
    bars.overlap = 100 if chart.stacked or chart.horizontal else -5
    bars.gapWidth = GAP[chart.horizontal]
    lines.grouping = "standard"
    whole: BarChart | LineChart = bars if bars.series else lines
    if bars.series and lines.series:
        lines.x_axis, lines.y_axis = bars.x_axis, bars.y_axis
        whole += lines
    _set_axes(whole, chart, _category_format(chart, book))
    _set_frame(whole, chart)
    return whole


def _series(chart: Chart, plotted: Plotted, order: int) -> Series:
    """One series with its name, colours and references."""
    from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
    from openpyxl.chart.marker import Marker
    from openpyxl.chart.series import Series, SeriesLabel

    name = plotted.name
    series = Series(idx=order, order=order)
    if isinstance(name, Area):
        series.tx = SeriesLabel(strRef=StrRef(name.text))
    else:
        series.tx = SeriesLabel(v=contents.text(name))
    series.cat = AxDataSource(numRef=NumRef(chart.categories.text))
    series.val = NumDataSource(numRef=NumRef(plotted.values.text))
    series.spPr = _paint(plotted)
    if plotted.drawn == "line":
        series.marker, series.smooth = Marker(symbol="none"), False
    else:
        series.marker = None
        series.invertIfNegative = False  # else Excel paints negative bars white
    return series


def _paint(plotted: Plotted) -> GraphicalProperties:
    """A line in its colour, a filled bar without an edge, or nothing at all."""
    from openpyxl.chart.shapes import GraphicalProperties

    colour = COLOURS[plotted.colour]
    if plotted.drawn == "line":
        return _edge(colour, LINE, GraphicalProperties(noFill=True))
    paint = GraphicalProperties()
    if plotted.drawn == "hidden":
        paint.noFill = True
    else:
        paint.solidFill = colour
    paint.line.noFill = True
    return paint


def _edge(colour: str, width: int, paint: GraphicalProperties) -> GraphicalProperties:
    """The same with a line of this colour and width (EMU) around."""
    paint.line.solidFill = colour
    paint.line.width = width
    paint.line.cap = "rnd" if width == LINE else None
    return paint


def _set_axes(whole: BarChart | LineChart, chart: Chart, category_format: str) -> None:
    """Pale gridlines, no ticks, labels at the edge even where values are negative."""
    from openpyxl.chart.axis import ChartLines, TextAxis
    from openpyxl.chart.shapes import GraphicalProperties

    across, along = whole.x_axis, whole.y_axis
    for axis in (across, along):
        axis.delete = False  # openpyxl 3.1 hides axes unless told otherwise
        axis.majorTickMark = axis.minorTickMark = None
        axis.txPr = _text_style(_letters("slate", 9))
    across.tickLblPos, along.tickLblPos = "low", "nextTo"
    across.number_format = category_format
    across.majorGridlines = None
    if chart.label_every and isinstance(across, TextAxis):
        across.tickLblSkip = chart.label_every
    across.spPr = _edge(COLOURS["grey"], HAIR, GraphicalProperties(noFill=True))
    along.number_format = FORMATS.get(chart.number_format, chart.number_format)
    along.majorGridlines = ChartLines(_edge(COLOURS["pale"], HAIR, GraphicalProperties()))
    along.spPr = GraphicalProperties(noFill=True)
    along.spPr.line.noFill = True
    if chart.horizontal:
        across.scaling.orientation = "maxMin"  # the first category on top
        across.axPos, along.axPos = "l", "b"
        along.crosses = "max"  # so that the values stay below
    if chart.axis:
        along.title = _title(chart.axis, _letters("slate", 9))


def _set_frame(whole: BarChart | LineChart, chart: Chart) -> None:
    """Size, title, legend and the frame around."""
    from openpyxl.chart.legend import Legend, LegendEntry
    from openpyxl.chart.shapes import GraphicalProperties

    vars(whole).update(width=chart.width, height=chart.height)  # cm; the stubs know only int
    whole.roundedCorners = False
    whole.graphical_properties = _edge(
        COLOURS["line"], HAIR, GraphicalProperties(solidFill=COLOURS["white"])
    )
    if chart.title:
        title = _title(chart.title, _letters("navy", 12, bold=True))
        title.layout = _top_left()
        whole.title = title
    whole.legend = None
    if chart.legend:
        hidden = [i for i, one in enumerate(chart.series) if one.drawn == "hidden"]
        whole.legend = Legend(
            legendPos="b",
            legendEntry=[LegendEntry(idx=i, delete=True) for i in hidden],
            overlay=False,
            txPr=_text_style(_letters("slate", 9)),
        )


def _top_left() -> Layout:
    """Titles start at the left edge, as the headings of the sheets do."""
    from openpyxl.chart.layout import Layout, ManualLayout

    return Layout(manualLayout=ManualLayout(xMode="edge", yMode="edge", x=0.02, y=0.03))


def _title(text: str, letters: CharacterProperties) -> Title:
    """A title of a chart or an axis."""
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RegularTextRun

    run = RegularTextRun(rPr=letters, t=contents.text(text))
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _letters(colour: str, size: int, bold: bool = False) -> CharacterProperties:
    """Letters of a size in points."""
    from openpyxl.drawing.text import CharacterProperties, Font

    return CharacterProperties(
        sz=size * 100, b=bold, solidFill=COLOURS[colour], latin=Font(typeface=CHART_FONT)
    )


def _text_style(letters: CharacterProperties) -> RichText:
    """Letters for a legend or the labels of an axis."""
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties

    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)
    return RichText(p=[paragraph])


def _category_format(chart: Chart, book: Book) -> str:
    """The number format of the first category, so that years and dates look as in the sheet."""
    where = chart.categories
    for sheet in book.sheets:
        if sheet.title == where.sheet and (where.row, where.column) in sheet.cells:
            return number_format(sheet.cells[where.row, where.column].style)
    return FORMATS["general"]
