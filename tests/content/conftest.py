"""The content as it is shipped."""

from __future__ import annotations

import pytest

from handrail.bundle.library import Library
from handrail.bundle.registry import Registry, read_content
from handrail.bundle.storage import CONTENT_ROOT, load_content, load_library
from handrail.engine.content import Content


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content()


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def registry() -> Registry:
    registry, problems = read_content(CONTENT_ROOT)
    assert not problems
    return registry
