"""The live page: regions, audiences, the hub, the one socket.

Invariants, each proved by a test in `tests/realtime/`:

- Following a page asks the same rule as reading it, and is asked again when rights change.
- A region's HTML is the same for a whole audience: the first HTTP answer and the socket give the same bytes.
- Every change of a watched topic reaches every page that shows it; a bus that was cut heals by itself.
- A socket that does not read delays nobody and costs a bounded amount of memory.
- The socket only pushes: no act enters by it.
"""
