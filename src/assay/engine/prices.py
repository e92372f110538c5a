"""What tokens cost: public list prices, which a file of the user's overrides, and what a plan may come to in dollars."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from importlib import resources
from pathlib import Path

import msgspec
from msgspec import Struct

from assay.engine.plan import Plan
from assay.errors import ConfigError
from assay.models import Model
from assay.taxonomy import MAKERS

__all__ = ["Price", "PriceList", "about", "find_prices", "in_dollars", "most", "read_prices"]


class Price(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Dollars per million tokens. `model` is a model URI, or a glob over `scheme:name`; `server`, where given, must be the
    host that the model is asked at, for a name says nothing of who serves it."""

    model: str
    input: float
    output: float
    server: str = ""

    def fits(self, model: Model) -> bool:
        uri = model.uri
        named = self.model == str(uri) or fnmatchcase(f"{uri.scheme}:{uri.name}", self.model)
        return named and (not self.server or any(self.server == host for host, _ in model.addresses))

    def dollars(self, input_tokens: int, output_tokens: int) -> float:
        """What so many tokens cost."""
        return (input_tokens * self.input + output_tokens * self.output) / 1e6


class PriceList(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A YAML file of prices and the day that they are of."""

    prices: tuple[Price, ...]
    as_of: datetime.date | None = None
    source: str = ""


def read_prices(path: Path | None = None) -> PriceList:
    """The prices of a file, or (None) those of the package. Raises ConfigError where it is no price list."""
    import yaml

    place = str(path) if path else "prices.yaml"
    try:
        content = path.read_bytes() if path else (resources.files("assay") / "engine" / "prices.yaml").read_bytes()
        found = msgspec.yaml.decode(content, type=PriceList)
    except OSError as error:
        raise ConfigError(f"cannot read the prices {place}: {error.strerror}") from None
    except (msgspec.DecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{place} is no valid price list: {' '.join(str(error).split())}") from None
    for price in found.prices:
        if not all(math.isfinite(x) and x >= 0 for x in (price.input, price.output)):
            raise ConfigError(f"{place}: the prices of {price.model} must be 0 or more dollars per million tokens")
    return found


def find_prices(models: Sequence[Model], file: Path | None, *, needed: bool = False) -> dict[str, Price]:
    """The price of each model, by URI, where it is known: first in `file`, then in the package. Raises ConfigError where
    `needed` and one is not known."""
    known = (*(read_prices(file).prices if file else ()), *read_prices().prices)
    found: dict[str, Price] = {}
    for model in models:
        price = next((p for p in known if p.fits(model)), None)
        if price is not None:
            found[str(model.uri)] = price
        elif needed:
            raise ConfigError(
                f"a budget in dollars needs the price of {model.uri}, which is not known; write it into a file for "
                f"--prices, such as: prices: [{{model: '{model.uri}', input: 0.5, output: 1.5}}]"
            )
    return found


def most(plan: Plan, prices: Mapping[str, Price]) -> str:
    """One sentence on what the whole plan costs at most, in dollars; "" where no price is known or all are nothing."""
    total, unknown, paid = 0.0, [], False
    for model in plan.targets:
        price = prices.get(model.uri)
        if price is not None and model.kind in MAKERS and price.output > 0:
            price = None  # how many tokens a picture comes to is known once it is there
        probes = [p for p in plan.probes if p.kind == model.kind]
        if price is None:
            unknown.append(model.uri)
        else:
            paid = paid or price.input > 0 or price.output > 0
            total += price.dollars(sum(p.input_tokens for p in probes), sum(p.output_tokens for p in probes))
    if not paid:
        return ""
    without = f", without {', '.join(unknown)}, whose price is not known" if unknown else ""
    return f"at most about {in_dollars(total)} at the prices of {read_prices().as_of} or of --prices{without}"


def about(models: Sequence[Model], prices: Mapping[str, Price], input_tokens: int, output_tokens: int) -> str:
    """ ", about $0.12": what so many tokens of each model cost; "" where no price is known or all are nothing."""
    known = [prices[uri] for model in models if (uri := str(model.uri)) in prices]
    total = sum(price.dollars(input_tokens, output_tokens) for price in known)
    return f", about {in_dollars(total)}" if total else ""


def in_dollars(amount: float) -> str:
    """`amount` with as many digits as it needs: $12.30, $0.0042."""
    return f"${amount:,.2f}" if amount >= 1 or amount == 0 else f"${amount:.2g}" if amount < 0.1 else f"${amount:.2f}"
