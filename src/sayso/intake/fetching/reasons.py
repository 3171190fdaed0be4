"""Why a page could not be fetched, in one word each."""

from enum import StrEnum


class Reason(StrEnum):
    """The reasons that a `FetchError` carries."""

    ADDRESS = "address"  # is no address that can be fetched
    REFUSED = "refused"  # leads where nothing is fetched from: a private network, another port
    ROBOTS = "robots"  # the site asks programs not to
    NAME = "name"  # no such host
    NETWORK = "network"  # not reached, cut off, or no HTTP
    TIME = "time"  # took too long
    TLS = "tls"  # no valid certificate
    SIZE = "size"  # larger than is read
    ENCODING = "encoding"  # compressed wrongly, or as a bomb
    REDIRECTS = "redirects"  # too many, in a circle, or to nowhere
    STATUS = "status"  # the server answered with an error
    STOPPED = "stopped"  # we were told to stop
