"""Turns what database drivers raise into sentences, each with a way out."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
from sqlalchemy import exc

from segmentry.errors import InvalidDefinition, SegmentryError, SourceUnreachable, UnreadableSource
from segmentry.sources.databases.address import Address

_PACKAGES = {
    "oracle": "oracledb",
    "mssql": "pyodbc",
    "snowflake": "snowflake-sqlalchemy",
    "bigquery": "sqlalchemy-bigquery",
    "redshift": "sqlalchemy-redshift redshift_connector",
    "databricks": "databricks-sqlalchemy",
    "trino": "trino[sqlalchemy]",
    "clickhouse": "clickhouse-sqlalchemy",
    "psycopg2": "psycopg2-binary",
    "MySQLdb": "mysqlclient",
}
# by number where the driver gives one, by its words where it gives none (while connecting)
_SIGN_IN = ("28P01", "28000", "1045", "1698", "password authentication failed",
            "no password supplied", "access denied for user", "no pg_hba.conf entry")  # fmt: skip
_NO_DATABASE = ("3D000", "1049", "unknown database")
_FORBIDDEN = ("42501", "1044", "1142", "1143", "permission denied")
_BUSY = ("database is locked", "could not set lock", "conflicting lock")
_NO_FILE_OF_ITS_KIND = ("file is not a database", "not a valid duckdb database")


@contextmanager
def explained(address: Address) -> Iterator[None]:
    """Nothing foreign leaves this block."""
    try:
        yield
    except SegmentryError:
        raise
    except (exc.NoSuchModuleError, ImportError) as error:
        raise _no_driver(address, error) from None
    except exc.DBAPIError as error:
        raise _fault(address, error.orig or error, in_touch=not _is_contact(error)) from None
    except (exc.SQLAlchemyError, duckdb.Error, ValueError, OverflowError) as error:
        raise _fault(address, error, in_touch=True) from None


def _no_driver(address: Address, error: Exception) -> InvalidDefinition:
    missing = getattr(error, "name", None) or address.dialect
    package = _PACKAGES.get(missing) or _PACKAGES.get(address.dialect) or missing
    return InvalidDefinition(
        f"Reading {address.dialect} needs a driver that is not installed ({missing}).",
        where=str(address),
        next_step=f"Install it with: pip install {package}",
    )


def _is_contact(error: exc.DBAPIError) -> bool:
    """Whether the connection failed rather than the query."""
    return isinstance(error, exc.OperationalError | exc.InterfaceError)


def _fault(address: Address, error: BaseException, *, in_touch: bool) -> SegmentryError:
    said = address.without_secrets(_words(error))
    where = str(address)
    signs = _signs(error)
    if signs(_SIGN_IN):
        what, step = "The database did not accept user and password.", "Check both in the URL."
    elif signs(_NO_DATABASE) or _names_no_database(said):
        name = address.url.database
        what, step = f"There is no database called '{name}'.", "Check the end of the URL."
    elif signs(_FORBIDDEN):
        what = "The user may not read this table."
        step = "Ask for the right to read (SELECT) for this user."
    elif signs(_NO_FILE_OF_ITS_KIND):
        what, step = f"The file is no {address.dialect} database.", "Check the path in the URL."
    elif signs(_BUSY):
        return SourceUnreachable(
            "Another program holds the database.", where=where, next_step="Close it and try again."
        )
    elif in_touch or address.file:
        what, step = (
            f"The database did not run the query ({said}).",
            "Correct the query or the data.",
        )
    else:
        return SourceUnreachable(
            f"The database does not answer ({said}).",
            where=where,
            next_step="Check host, port and network, then try again.",
        )
    return UnreadableSource(what, where=where, next_step=step)


class _Signs:
    """What a driver's error gives to recognise it by."""

    def __init__(self, error: BaseException) -> None:
        number = getattr(error, "sqlstate", None) or (error.args[0] if error.args else "")
        self._number = str(number)
        self._words = str(error).lower()

    def __call__(self, known: tuple[str, ...]) -> bool:
        return self._number in known or any(k in self._words for k in known if " " in k)


def _signs(error: BaseException) -> _Signs:
    return _Signs(error)


def _words(error: BaseException) -> str:
    """What the driver says, without the numbers of its errors."""
    said = error.args[-1] if error.args and isinstance(error.args[-1], str) else str(error)
    return re.sub(r"\[Errno \d+\] ", "", said)


def _names_no_database(said: str) -> bool:
    return 'database "' in said and "does not exist" in said
