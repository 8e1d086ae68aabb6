package nx.sale.architecture.counter.crowd;

/** The first of too many, the others beside it. */
final class First {}

final class Next2 {}

final class Next3 {}

final class Next4 {}

final class Next5 {}

final class Next6 {}

final class Next7 {}

final class Next8 {}

final class Next9 {}

final class Next10 {}

final class Next11 {}

final class Next12 {}

final class Next13 {}

final class Next14 {}

final class Next15 {}

final class Next16 {}

final class Next17 {}

final class Next18 {}

final class Next19 {}

final class Next20 {}

final class Next21 {}

final class Next22 {}

final class Next23 {}

final class Next24 {}

final class Next25 {}

final class Next26 {}
