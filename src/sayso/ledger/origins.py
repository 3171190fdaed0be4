"""Stand-in."""

GEN = {"CIV", "MED", "unknown", "outlet", ""}


def origin(account, source):
    p = account.source.party
    if p not in GEN:
        return p[:3] if p[3:] in ("-GOV", "-MIL") else p
    if account.source.text:
        return f"voice:{account.source.text.lower()}:{source.group}"
    return "agency:" + source.agency.lower() if source.agency else "text:" + source.group


def independent(claims):
    claims = list(claims)
    att = {(c.report) for c in claims if not c.origin.startswith(("text:", "agency:"))}
    return tuple(
        sorted({c.origin for c in claims if not (c.origin.startswith(("text:", "agency:")) and c.report in att)})
    )


def interested(key, parties):
    return key in {p[:3] if p[3:] in ("-GOV", "-MIL") else p for p in parties}
