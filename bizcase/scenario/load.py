"""From a file on the disk to a model: extends, cases, overrides, build."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bizcase.engine.model import Model
from bizcase.library.read import FOLDER
from bizcase.problems import Problem, ProblemsFoundError, Span, did_you_mean
from bizcase.scenario.build import build
from bizcase.scenario.kept import with_kept_ranges
from bizcase.scenario.outcomes import trees_of_outcomes, with_outcomes
from bizcase.scenario.override import apply_case, apply_settings, case_names, merged
from bizcase.scenario.shapes import series_paths, with_growth_of
from bizcase.scenario.structure import refuse_other_structure
from bizcase.text import Mapping, Node, Scalar, read_file, read_text

FORMAT = 1
MOST_BELOW = 20  # files below one another


def load_model(
    path: str | Path,
    case: str | None = None,
    settings: dict[str, object] | None = None,
    texts: dict[Path, str] | None = None,
) -> Model:
    """The model of a scenario file, of one of its cases, with some values set.

    `texts` stand for what the files of these (resolved) paths hold on the disk.

    Raises ProblemsFoundError with every problem that was found.
    """
    read = _Read.of(path, texts)
    if case in (None, "base") and not settings:
        return read.base_model
    try:
        written = _overridden(read.top, case, settings)
    except ProblemsFoundError:
        read.built(read.top, overridden=False)  # what is wrong in the scenario comes first
        raise
    return replace(read, trees=(*read.trees, written)).changed_model(written, case or "base")


def load_cases(path: str | Path, texts: dict[Path, str] | None = None) -> dict[str, Model]:
    """The models of a scenario file in all its cases by name, `base` first; for `texts` see above.

    Raises ProblemsFoundError with the problems of the base case, or of all cases if it has none.
    """
    read = _Read.of(path, texts)
    found = {"base": read.base_model}
    problems: list[Problem] = []
    for case in found["base"].cases:
        if case == "base":
            continue
        try:
            found[case] = read.changed_model(apply_case(read.top, case), case)
        except ProblemsFoundError as wrong:
            problems += wrong.problems
    if problems:
        raise ProblemsFoundError(problems)
    return found


@dataclass(frozen=True)
class _Read:
    """A scenario that was read; its models have series wherever one of the `trees` has them."""

    top: Mapping
    trees: tuple[Mapping, ...]  # the scenario in its cases and outcomes
    folders: tuple[Path, ...]  # of blocks
    unclean: tuple[Problem, ...]  # after which reading could go on

    @classmethod
    def of(cls, path: str | Path, texts: dict[Path, str] | None) -> _Read:
        """Reads the files."""
        unclean: list[Problem] = []
        top = read_scenario(path, found=unclean, texts=texts)
        folders = (FOLDER, *own_block_folders(top, Path(path)))
        trees = (top, *_cases(top), *trees_of_outcomes(top))
        return cls(top, trees, folders, tuple(unclean))

    @cached_property
    def series(self) -> frozenset[str]:
        """The paths at which a series stands in one of the trees."""
        return series_paths(self.trees)

    def built(self, tree: Mapping, overridden: bool = True) -> Model:
        """The model of one of the trees."""
        grown = with_growth_of(tree, self.trees)
        return build(grown, self.series, self.folders, overridden=overridden)

    @cached_property
    def base(self) -> Model:
        """The model of the base case, without what outcomes change."""
        try:
            found = self.built(self.top, overridden=False)
        except ProblemsFoundError as wrong:
            raise ProblemsFoundError([*self.unclean, *wrong.problems]) from None
        if self.unclean:
            raise ProblemsFoundError(self.unclean)
        return found

    @property
    def base_model(self) -> Model:
        """The model of the base case."""
        return with_outcomes(self.base, self.top, self.built)

    def changed_model(self, written: Mapping, case: str) -> Model:
        """The model of the scenario as a case, or values from outside, change it."""
        base, model = self.base, self.built(written)
        who = "an override" if case == "base" else f"the case `{case}`"
        refuse_other_structure(base, model, who)
        kept = with_kept_ranges(base, replace(model, case=case))
        return with_outcomes(kept, written, self.built)


def _overridden(top: Mapping, case: str | None, settings: dict[str, object] | None) -> Mapping:
    """The scenario as a case and values from outside change it."""
    if case not in (None, "base"):
        top = apply_case(top, case or "")
    return apply_settings(top, settings or {})


def _cases(top: Mapping) -> list[Mapping]:
    """The scenario in each of its cases, without the cases that cannot be applied."""
    found = []
    for case in case_names(top):
        with suppress(ProblemsFoundError):
            found.append(apply_case(top, case))
    return found


def read_scenario(
    path: str | Path,
    within: tuple[Path, ...] = (),
    found: list[Problem] | None = None,
    texts: dict[Path, str] | None = None,
) -> Mapping:
    """The top mapping of a scenario, on top of the one that it extends.

    Where `found` is given, it takes the problems after which reading can go on; for `texts` see
    `load_model`.
    """
    here = Path(path).resolve()
    changed_text = (texts or {}).get(here)
    if changed_text is None:
        node = read_file(path, found)
    else:
        node = read_text(changed_text, str(path), found)
    if not isinstance(node, Mapping) or "bizcase" not in node:
        raise ProblemsFoundError([_not_a_scenario(node)])
    version = node.get("bizcase")
    if not isinstance(version, Scalar) or version.text.strip() != str(FORMAT):
        assert version is not None
        raise ProblemsFoundError(
            [
                Problem(
                    "newer-format",
                    f"this version reads `bizcase: {FORMAT}`",
                    version.span,
                    "update bizcase, or write `bizcase: 1`",
                )
            ]
        )
    extends = node.get("extends")
    if extends is None:
        return node
    if not isinstance(extends, Scalar):
        raise ProblemsFoundError(
            [Problem("wrong-shape", "`extends` names one file", extends.span, "extends: base.yaml")]
        )
    folder = here.parent
    target = (folder / extends.text.strip()).resolve()
    if not target.is_relative_to(folder):
        raise ProblemsFoundError(
            [
                Problem(
                    "file-outside",
                    "a scenario may only read files in its own folder",
                    extends.span,
                    "copy the file beside the scenario",
                )
            ]
        )
    if target in (*within, here):
        raise ProblemsFoundError(
            [
                Problem(
                    "extends-in-a-circle",
                    f"`{extends.text}` extends itself",
                    extends.span,
                    "take `extends:` away in one of the files",
                )
            ]
        )
    if not target.exists():
        near = did_you_mean(extends.text, [p.name for p in folder.glob("*.yaml")])
        raise ProblemsFoundError(
            [Problem("file-not-found", f"there is no file `{extends.text}`", extends.span, near)]
        )
    if len(within) >= MOST_BELOW:
        message = f"more than {MOST_BELOW} files extend one another"
        remedy = "an option that extends a base is enough"
        raise ProblemsFoundError([Problem("nested-too-deeply", message, extends.span, remedy)])
    below = read_scenario(Path(path).parent / extends.text.strip(), (*within, here), found, texts)
    own = Mapping({k: v for k, v in node.items() if k != "extends"}, node.span, node.keys)
    result = merged(below, own)
    assert isinstance(result, Mapping)
    return result


def own_block_folders(top: Mapping, path: Path) -> tuple[Path, ...]:
    """The folder of block files beside the scenario: `blocks`, or the one that `blocks:` names."""
    node = top.get("blocks")
    scenario_folder = path.resolve().parent
    if not isinstance(node, Scalar):
        usual = scenario_folder / "blocks"
        return (usual,) if usual.is_dir() else ()
    folder = (scenario_folder / node.text.strip()).resolve()
    if not folder.is_relative_to(scenario_folder) or not folder.is_dir():
        raise ProblemsFoundError(
            [
                Problem(
                    "file-outside",
                    f"there is no folder `{node.text}` beside the scenario",
                    node.span,
                    "block files are read from a folder beside the scenario",
                )
            ]
        )
    return (folder,)


def _not_a_scenario(node: Node) -> Problem:
    first_line = Span(node.span.source, 0, len(node.span.source.line(1)))
    is_mapping = isinstance(node, Mapping)
    return Problem(
        "not-a-scenario",
        "this is not a scenario: "
        + ("`bizcase: 1` is missing" if is_mapping else "it is not made of keys with values"),
        first_line,
        "write `bizcase: 1` in the first line; `bizcase new NAME` gives an example",
    )
