/** The routes of the kitchen: sending, tickets, items, stations and their displays. */
@NullMarked
package nx.sale.http.kitchen;

import org.jspecify.annotations.NullMarked;
