"""What stands several times in a file, and what readers see differently."""

from verify.domain.metadata import Block, BlockKind, Metadata, Tag, disagreements

MAKE = Tag("Make", "Canon", "Canon", "EXIF IFD0", "a", ("b",))
OTHER = Tag("Make", "Kanon", "Kanon", "EXIF IFD0", "c")
FIRST = Tag("Comment", "one", "one", "JPEG COM", "a")
SECOND = Tag("Comment", "two", "two", "JPEG COM", "a")


def test_values_are_kept_in_order_and_once() -> None:
    metadata = Metadata(tags=(MAKE, OTHER, MAKE))
    assert metadata.values("EXIF IFD0", "Make") == ("Canon", "Kanon")
    assert metadata.values("EXIF", "Make") == ()


def test_blocks_are_found_by_kind() -> None:
    exif = Block(BlockKind.EXIF, "JPEG APP1", 12, 300)
    metadata = Metadata(blocks=(exif, Block(BlockKind.XMP, "JPEG APP1", 400, 20)))
    assert metadata.blocks_of(BlockKind.EXIF) == (exif,)


def test_readers_that_differ_and_repeated_statements_are_told_apart() -> None:
    found = disagreements((MAKE, FIRST, OTHER, SECOND, FIRST))
    by_name = {one.name: one for one in found}
    assert by_name["Make"].between_readers
    assert by_name["Make"].tags == (MAKE, OTHER)
    assert not by_name["Comment"].between_readers
    assert disagreements((MAKE, MAKE)) == ()
