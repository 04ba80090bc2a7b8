"""What every transport promises, as one suite: `from tests.transport.conformance import *` in a test module runs it.

That module gives four fixtures:

- transport: a Transport whose members are given up `give_up_seconds` after their last poll or keep_alive;
- give_up_seconds: a few seconds, as a float;
- maker: ("module:callable", {JSON-able keyword arguments}), which makes the same transport in another process;
- break_commit: a function of a channel, after which its next commit fails with a TransportError somewhere on its way.

Nothing here assumes one partition, or an assignment at the first poll: everything waits in loops with a deadline.
"""

from tests.transport.conformance_members import *  # noqa: F403 - a part of the suite
from tests.transport.conformance_records import *  # noqa: F403 - a part of the suite, and the fixtures of all
