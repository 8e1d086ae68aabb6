/**
 * The merchant's local copy of what commerce sells: variants with prices, modifiers and combo parts, and the channels they are
 * sold through. Adding an item needs no network (SETTING-4).
 *
 * <p>Invariants:
 * <ol>
 *   <li>A variant and a channel belong to one merchant.
 *   <li>Only a COMBO has components, and it has at least one when it is sold.
 *   <li>What an order captured at the time of adding never changes with the catalogue.
 * </ol>
 */
@NullMarked
package nx.sale.domain.catalogue;

import org.jspecify.annotations.NullMarked;
