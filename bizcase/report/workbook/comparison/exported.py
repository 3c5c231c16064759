"""From several options to one workbook that was compared with the engine before it is delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bizcase.problems import ProblemsFoundError
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Book, Sheet
from bizcase.report.workbook.comparison.aligned_sheet import aligned_rows, aligned_sheet
from bizcase.report.workbook.comparison.comparison_log import certificate_of, log_sheet
from bizcase.report.workbook.comparison.comparison_sheet import comparison_sheet
from bizcase.report.workbook.comparison.differences import differences
from bizcase.report.workbook.comparison.increment_sheet import IncrementPart, increment_sheet
from bizcase.report.workbook.comparison.lettered import lettered, lettered_area
from bizcase.report.workbook.comparison.part import SHEETS, OptionsPart, Part
from bizcase.report.workbook.comparison.side_by_side import SideBySide
from bizcase.report.workbook.comparison.stream import stream_of
from bizcase.report.workbook.export import DIFFERS, Export, differs, filled
from bizcase.report.workbook.file.package import cleaned
from bizcase.report.workbook.file.write import written
from bizcase.report.workbook.layout.dates import as_of
from bizcase.report.workbook.layout.holdable import refuse_if_unholdable
from bizcase.report.workbook.layout.plan import plan_of
from bizcase.report.workbook.layout.subject import subject_of
from bizcase.report.workbook.proof.agreement import disagreements
from bizcase.report.workbook.proof.powers import roots_of_negatives
from bizcase.report.workbook.proof.recalculate import Recalculation
from bizcase.report.workbook.proof.tie_out import Compared, compared
from bizcase.report.workbook.returned.checksum import checksum_of
from bizcase.report.workbook.sheets.assemble import book_of
from bizcase.study.compare import compare
from bizcase.study.comparison.asked import split
from bizcase.study.comparison.option import Option
from bizcase.study.comparison.result import Comparison


def exported_comparison(wanted: Sequence[str], against: str | None = None) -> Export:
    """The workbook of options: files, or cases of them as in `lamp.yaml#downside`.

    Differences are against the option of that name, else the first. Raises ProblemsFoundError for
    what `compare` refuses, and for a workbook that would differ from the engine anywhere.
    """
    found = compare(wanted, against, trials=0)
    place = side_by_side(found)
    book = comparison_book(place)
    draft = cleaned(written(book))
    whole = Recalculation(draft)
    each = [(part, _tied_out(part, whole)) for part in place.parts]
    wrong = differences(place, whole)
    if wrong:
        raise ProblemsFoundError([differs(wrong, " ".join(wanted))])
    certificate = certificate_of(place, book, each)
    content = filled(draft, book, whole, certificate)
    return Export(content, certificate, _together([one for _, one in each]), found.problems)


def side_by_side(found: Comparison) -> SideBySide:
    """The parts of a comparison, each with its plan. Raises ProblemsFoundError."""
    parts = [_part(letters(number), one) for number, one in enumerate(found.options, 1)]
    by_option = {id(part.option): part for part in parts}
    increments = [
        IncrementPart(one, by_option[id(one.option)], by_option.get(id(one.against)))
        for one in found.increments
    ]
    return SideBySide(found, parts, increments)


def _part(letter: str, one: Option) -> Part:
    path, case = split(one.written)
    subject = replace(subject_of(path), shown=case)
    refuse_if_unholdable(subject, one.written)
    plan = plan_of(subject, live_tornado=False)
    book = book_of(plan, as_of(plan.model), SHEETS)
    if one.view.is_own:
        return Part(letter, one, plan, book)
    horizon = lettered_area(letter, plan.fixed_cell("horizon")).text
    columns = len(one.flows.column_end)
    stream = stream_of(subject, aligned_rows(plan), columns, horizon=horizon)
    return Part(letter, one, plan, book, stream)


def comparison_book(place: SideBySide) -> Book:
    """All sheets: the comparison, the differences, every option, the log."""
    title = " / ".join(part.option.name for part in place.parts)
    sheets = [comparison_sheet(place), *map(increment_sheet, place.increments)]
    for part in place.parts:
        sheets += lettered(part.letter, part.option.name, _sheets(part, place.parts))
    day = max(part.book.as_of for part in place.parts)
    checksum = checksum_of(Book(title, sheets, day))
    return Book(title, [*sheets, log_sheet(place, day, checksum)], day)


def _sheets(part: Part, others: Sequence[Part]) -> list[Sheet]:
    own = list(part.book.sheets)
    return [*own, aligned_sheet(part, others)] if part.stream else own


def _tied_out(part: Part, whole: Recalculation) -> Compared:
    """The option's own sheets beside its runs in all cases. Raises ProblemsFoundError."""
    subject, own = part.plan.subject, OptionsPart(whole, part.letter)
    found = compared(part.plan, subject.runs, own)
    wrong = found.differences or disagreements(part.book, own.read(own.formulas()))
    if wrong:
        name = part.option.written
        roots = roots_of_negatives(subject.models, found.differing, DIFFERS, name)
        raise ProblemsFoundError(roots or [differs(wrong, name)])
    return found


def _together(each: Sequence[Compared]) -> Compared:
    """What was compared of all options; the worst of them counts."""
    worst = max(each, key=lambda one: one.worst)
    return Compared(
        rows=sum(one.rows for one in each),
        columns=max(one.columns for one in each),
        cases=sum(one.cases for one in each),
        formulas=sum(one.formulas for one in each),
        measures=each[0].measures,
        sound=sum(one.sound for one in each),
        npvs=sum(one.npvs for one in each),
        missing=sum(one.missing for one in each),
        worst=worst.worst,
        worst_at=worst.worst_at,
        worst_npv=max(one.worst_npv for one in each),
    )
