// What is sold: by category, found by its name, one tap a dish.
import {Part, amountOf, dialog, form, html, icon, nothing, show, textField} from '../app/parts.js';
import {listAll} from '../app/api.js';
import {t} from '../app/i18n.js';
import {currency, may} from '../app/session.js';
import {money, sum, times} from '../app/money.js';
import {Signal, Uses} from '../app/signal.js';

const FRESH = 300_000;
const variants = new Signal([]);
let readAt = 0;

async function read() {
  if (Date.now() - readAt > FRESH) {
    readAt = Date.now();
    variants.value = (await listAll('listVariants')).filter(variant => variant.active);
  }
}

const plain = text => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/gi, 'd').toLowerCase();

class Menu extends Part {
  static properties = {pick: {attribute: false}, disabled: {attribute: false}};

  constructor() {
    super();
    this.category = '';
    this.search = '';
    new Uses(this, variants);
  }

  connectedCallback() {
    super.connectedCallback();
    read().catch(failure => {
      readAt = 0;
      show(failure);
    });
  }

  get shown() {
    const words = plain(this.search).split(/\s+/).filter(Boolean);
    return variants.value.filter(variant => (words.length
      ? words.every(word => plain(`${variant.name} ${variant.sku ?? ''}`).includes(word))
      : !this.category || variant.categoryId === this.category));
  }

  render() {
    const categories = new Map(variants.value.filter(variant => variant.categoryId)
      .map(variant => [variant.categoryId, variant.categoryName ?? variant.categoryId]));
    const choose = (id, text) => html`<button role="tab" aria-selected=${this.category === id && !this.search} @click=${() => {
      this.category = id;
      this.search = '';
      this.requestUpdate();
    }}>${text}</button>`;
    return html`<div class="menu-head">
        <div class="categories" role="tablist" aria-label=${t('menu.categories')}>
          ${choose('', t('menu.all'))}${[...categories].map(([id, name]) => choose(id, name))}</div>
        <label class="find">${icon('search')}<input type="search" placeholder=${t('menu.search')} aria-label=${t('menu.search')}
          .value=${this.search} @input=${event => {
            this.search = event.target.value;
            this.requestUpdate();
          }} @keydown=${event => {
            if (event.key === 'Enter' && this.shown.length) {
              this.pick({variant: this.shown[0]});
            }
          }}></label>
      </div>
      <div class="dishes">
        ${this.shown.map(variant => html`<div class="dish">
          <button ?disabled=${this.disabled} @click=${() => this.pick({variant})}>
            <span class="name">${variant.name}</span><span class="amount">${money(variant.price, variant.currency)}</span></button>
          ${variant.modifiers.length || may('SaleOrderItem.openPrice') ? html`<button class="bare options" ?disabled=${this.disabled}
            aria-label=${t('menu.options', {name: variant.name})} @click=${() => options(variant, this.pick)}>${icon('more')}</button>` : nothing}
        </div>`)}
        ${may('SaleOrderItem.createCustom') ? html`<div class="dish"><button class="custom" ?disabled=${this.disabled}
          @click=${() => custom(this.pick)}><span class="name">${t('menu.custom')}</span></button></div>` : nothing}
      </div>
      ${this.shown.length ? nothing : html`<p class="empty">${t('menu.none')}</p>`}`;
  }
}
customElements.define('sale-menu', Menu);

/** A dish as this guest wants it. */
function options(variant, pick) {
  dialog({
    title: variant.name,
    state: {quantity: 1, chosen: new Map(), note: '', price: ''},
    draw: d => {
      const extra = [...d.state.chosen.keys()].map(code => variant.modifiers.find(one => one.code === code).unitPrice);
      const price = d.state.price ? amountOf(d.state.price, variant.currency) : variant.price;
      const total = price && times(sum(price, ...extra), d.state.quantity);
      return form(d, async () => {
        pick({
          variant, quantity: String(d.state.quantity), note: d.state.note.trim(),
          modifiers: [...d.state.chosen.keys()].map(code => ({code, quantity: '1'})),
          basePrice: d.state.price ? price : undefined,
        });
        d.done();
      }, html`
        <div class="stepper"><button type="button" aria-label=${t('less')} ?disabled=${d.state.quantity <= 1}
          @click=${() => d.set({quantity: d.state.quantity - 1})}>${icon('less')}</button>
          <output>${d.state.quantity}</output>
          <button type="button" aria-label=${t('more')} @click=${() => d.set({quantity: d.state.quantity + 1})}>${icon('plus')}</button></div>
        <div class="choices">${variant.modifiers.map(choice => html`<button type="button" aria-pressed=${d.state.chosen.has(choice.code)} @click=${() => {
          if (!d.state.chosen.delete(choice.code)) {
            d.state.chosen.set(choice.code, true);
          }
          d.redraw();
        }}>${choice.name}${choice.unitPrice === '0' ? nothing : ` +${money(choice.unitPrice, variant.currency)}`}</button>`)}</div>
        ${textField(t('note'), d.state.note, note => d.set({note}))}
        ${may('SaleOrderItem.openPrice') ? textField(t('menu.openPrice'), d.state.price, text => d.set({price: text}), {mode: 'decimal', max: 16}) : nothing}`,
      {ok: t('menu.add', {total: total ? money(total, variant.currency) : '…'}), disabled: !total});
    },
  });
}

/** Something that is not on the menu. */
function custom(pick) {
  dialog({
    title: t('menu.custom'),
    state: {name: '', price: ''},
    draw: d => {
      const price = amountOf(d.state.price, currency());
      return form(d, async () => {
        pick({name: d.state.name.trim(), basePrice: price, quantity: '1'});
        d.done();
      }, html`${textField(t('name'), d.state.name, name => d.set({name}), {required: true, focus: true})}
        <sale-pad .value=${d.state.price} .label=${t('price')} .currency=${currency()} @pad=${event => d.set({price: event.detail})}></sale-pad>`,
      {ok: t('menu.add', {total: price ? money(price, currency()) : '…'}), disabled: !price || !d.state.name.trim()});
    },
  });
}
