"""What the user chose in a list, until the database says which articles that is: values; knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.store import Store
from tocsin.ui.story_lines import Line


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whole stories, named as a StoryRow names them; single articles; and whole stories by one of their articles."""

    stories: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()
    stories_of: tuple[int, ...] = ()

    @property
    def several(self) -> bool:
        """Say whether more than one line was chosen."""
        return len(self.stories) + len(self.articles) + len(self.stories_of) > 1

    def ids(self, store: Store) -> list[int]:
        """Give the ids of all articles that are meant."""
        stories = dict.fromkeys((*self.stories, *(store.lists.story_of(one) for one in self.stories_of)))
        return list(dict.fromkeys((*store.lists.whole(stories), *self.articles)))


def chosen(lines: Sequence[Line]) -> Chosen:
    """Give what some lines of a list stand for; an article whose story is chosen too is not named again."""
    stories = tuple(line.story.story for line in lines if line.article is None)
    articles = (line.article.id for line in lines if line.article is not None and line.story.story not in stories)
    return Chosen(stories, tuple(articles))


def ids_of(what: Sequence[int] | Chosen, store: Store) -> Sequence[int]:
    """Give the ids of all articles that are meant, named one by one or chosen in a list."""
    return what.ids(store) if isinstance(what, Chosen) else what
