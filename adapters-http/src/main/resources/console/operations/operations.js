// What is wrong and what to do about it: counts that lead to lists, repairs, the audit, and any order with its proof.
import {Part, actions, approved, askReason, choices, confirm, dialog, dressed, html, nothing, show, textField, toast} from '../app/parts.js';
import {call, can, list, listAll} from '../app/api.js';
import {duration, minutesSince, moment, t, word} from '../app/i18n.js';
import {currency, me} from '../app/session.js';
import {money} from '../app/money.js';
import {personName} from '../app/people.js';
import {calm, watch} from '../app/stream.js';
import {go} from '../app/router.js';
import {orderName, statusChip, statusText} from '../app/orders.js';
import {refundChip} from '../order/returned.js';

await dressed(import.meta.url);

const POLL = 15_000;

/** Each list: what it needs, how many there are by the overview, how it is read, and its columns. */
const LISTS = {
  stuckOrders: {of: over => over.stuckOrders, columns: ['order', 'status', 'since', 'total', 'paid', 'do']},
  reviews: {needs: 'listPaymentReviews', count: 'openReviews', read: () => list('listPaymentReviews', {query: {status: 'OPEN', limit: 200}}), columns: ['order', 'kind', 'created', 'amount', 'do']},
  waitingPayments: {of: over => over.waitingPayments, columns: ['order', 'since', 'amount', 'reference']},
  pendingPayments: {of: over => over.pendingPayments, columns: ['order', 'announced', 'asked', 'amount', 'do']},
  openRefunds: {needs: 'listRefunds', words: 'refund', choice: ['OPEN', 'FAILED', 'REQUESTED', 'SENT', 'MANUAL', 'SUCCESS'],
    read: (state, over) => (state === 'OPEN' ? over.openRefunds : listAll('listRefunds', {query: {status: state, newest: true}})),
    columns: ['order', 'refund', 'amount', 'do', 'tender', 'created', 'said']},
  leakedSessions: {of: over => over.leakedSessions, columns: ['till', 'opened', 'who', 'do']},
  stuckUsages: {of: over => over.stuckUsages, columns: ['table', 'order', 'cancelled', 'do']},
  webhooks: {needs: 'listWebhooks', count: over => Number(over.counts.parkedWebhooks ?? 0) + Number(over.counts.failedWebhooks ?? 0),
    read: state => list('listWebhooks', {query: {outcome: state, limit: 100}}), words: 'outcome', choice: ['PARKED', 'FAILED', ''], columns: ['webhook', 'order', 'outcome', 'received', 'do']},
  outbox: {needs: 'listOutboxMessages', count: over => (over.outbox ? over.outbox.depth + over.outbox.parked : 0),
    read: state => list('listOutboxMessages', {query: {status: state, limit: 100}}), words: 'message', choice: ['PARKED', 'PENDING', ''], columns: ['message', 'status', 'tries', 'occurred', 'do']},
};
const PLACES = ['audit', 'order', 'system'];

class Operations extends Part {
  static properties = {args: {attribute: false}};

  constructor() {
    super();
    this.over = null;
    this.rows = null;
    this.choice = {};
    this.asked = {action: '', actor: '', saleOrderId: '', requestId: ''};
    this.wanted = '';
    this.found = null;
    this.system = null;
    this.read = calm(() => this.load().catch(show), 500);
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = watch([`merchant/${me.value.merchantId}`], {heard: () => this.read(), reread: () => this.read()});
    this.poll = setInterval(() => document.visibilityState === 'visible' && this.read(), POLL);
    this.load().catch(show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    clearInterval(this.poll);
  }

  willUpdate(changes) {
    if (changes.has('args') && this.hasUpdated) {
      this.rows = null;
      this.load().catch(show);
    }
  }

  get offered() {
    return Object.entries(LISTS).filter(([, one]) => !one.needs || can(one.needs));
  }

  get place() {
    const [place = ''] = this.args;
    return LISTS[place] || PLACES.includes(place) ? place : '';
  }

  count(name, one) {
    return typeof one.count === 'function' ? one.count(this.over) : this.over.counts[one.count ?? name];
  }

  async load() {
    const {place} = this;
    this.over = await call('getOverview');
    const one = LISTS[place];
    if (one) {
      const rows = one.of ? one.of(this.over) : await one.read(this.choice[place] ?? one.choice?.[0], this.over);
      if (place === this.place) {
        this.rows = rows;
      }
    } else if (place === 'audit') {
      this.rows = await list('listAuditEntries', {query: {...this.asked, limit: 100}});
    } else if (place === 'system') {
      this.system = {
        kafka: can('getKafkaState') ? await call('getKafkaState') : null,
        stream: can('getStreamState') ? await call('getStreamState') : null,
      };
    } else if (place === 'order' && this.args[1] && this.found?.id !== this.args[1]) {
      await this.find(this.args[1]);
    }
    this.requestUpdate();
  }

  /** Any order, by its id or a part of its number. */
  async find(text) {
    const wanted = text.trim().replace(/^#/, '');
    this.wanted = wanted;
    const rows = /^\d{16,19}$/.test(wanted)
      ? await list('listOrders', {query: {filter: {where: {id: wanted}, limit: 1}}})
      : await list('listOrders', {query: {filter: {where: {orderNumber: {like: `%${wanted}%`}}, order: ['createdAt DESC'], limit: 20}}});
    const order = rows.length === 1 ? rows[0] : await this.choose(rows);
    this.found = order ? {...order, proof: can('getOrderProof') ? await list('getOrderProof', {path: {id: order.id}, query: {limit: 50}}) : []} : null;
    if (!order) {
      toast(t('ops.noOrder'), 'bad');
    }
    this.requestUpdate();
  }

  choose(rows) {
    return rows.length ? dialog({
      title: t('ops.which'),
      draw: d => html`<div class="actions">${rows.map(order => html`<button @click=${() => d.done(order)}>${order.orderNumber} · ${money(order.total, order.currency)}</button>`)}</div>`,
    }) : null;
  }

  // What can be done.

  /** Asks why, does it, asks for a second person where one is needed. */
  because(title, about, does, bad = false) {
    return askReason({title, ok: title, bad, usual: [t('reason.checked'), t('reason.customer')], submit: async reason => {
      const done = await approved(about, approvals => does(reason, approvals));
      if (done) {
        toast(t('done'), 'good');
        await this.load();
      }
    }});
  }

  repair(id) {
    const path = {id};
    const about = {orderId: id};
    actions(t('ops.repair'), [
      {text: t('ops.openOrder'), run: () => go('order', id)},
      can('verifyPayments') && {text: t('ops.verify'), run: () => this.run(async () => {
        const answer = await call('verifyPayments', {path});
        toast(answer.configured ? t('ops.verified', {paid: answer.paid, pending: answer.pending}) : t('ops.notConfigured'));
        await this.load();
      })},
      can('replayPayment') && {text: t('ops.replayPayment'), run: () => this.because(t('ops.replayPayment'), about, reason => call('replayPayment', {path, body: {reason}}))},
      can('recomputeOrder') && {text: t('ops.recompute'), run: () => this.recompute(id)},
      can('completeOrder') && {text: t('ops.complete'), bad: true, run: () => this.because(t('ops.complete'), about, (reason, approvals) => call('completeOrder', {path, body: {reason}, approvals}), true)},
      can('cancelStuckOrder') && {text: t('ops.cancelStuck'), bad: true, run: () => this.because(t('ops.cancelStuck'), about, (reason, approvals) => call('cancelStuckOrder', {path, body: {reason}, approvals}), true)},
    ]);
  }

  /** Shows what is stored and what would be, then asks why. */
  async recompute(id) {
    await this.run(async () => {
      const {today} = await approved({orderId: id}, approvals =>
        call('recomputeOrder', {path: {id}, query: {dryRun: 'true'}, body: {reason: t('ops.rehearsal')}, approvals})) ?? {};
      if (today && await confirm({
        title: t('ops.recompute'),
        text: t('ops.recomputeText', {stored: money(today.stored.total, currency()), counted: money(today.counted.total, currency())}),
        ok: t('next'),
      })) {
        await this.because(t('ops.recompute'), {orderId: id}, (reason, approvals) => call('recomputeOrder', {path: {id}, body: {reason}, approvals}), true);
      }
    });
  }

  resolve(review) {
    dialog({
      title: t('ops.resolve'),
      state: {resolution: review.resolutions[0], note: ''},
      draw: d => html`<p class="due-line"><span>${word('review', review.kind)}</span><b class="amount">${money(review.amount, review.currency)}</b></p>
        ${choices(t('ops.resolve'), review.resolutions.map(one => [one, word('resolution', one)]), d.state.resolution, resolution => d.set({resolution}))}
        ${textField(t('note'), d.state.note, note => d.set({note}), {wrong: d.problem?.field('note')})}
        <footer><button class="big main" ?disabled=${d.busy} @click=${() => d.run(async () => {
          await call('resolvePaymentReview', {path: {id: review.id}, match: review.revision,
            body: {resolution: d.state.resolution, ...(d.state.note.trim() ? {note: d.state.note.trim()} : {})}});
          d.done();
          await this.load();
        })}>${word('resolution', d.state.resolution)}</button></footer>`,
    });
  }

  message(row) {
    actions(row.type, [
      can('retryOutboxMessage') && row.status !== 'PUBLISHED' && {text: t('ops.retry'), run: () => this.because(t('ops.retry'), {}, reason => call('retryOutboxMessage', {path: {id: row.id}, body: {reason}}))},
      can('parkOutboxMessage') && row.status === 'PENDING' && {text: t('ops.park'), bad: true, run: () => this.because(t('ops.park'), {}, reason => call('parkOutboxMessage', {path: {id: row.id}, body: {reason}}), true)},
    ]);
  }

  async replay(row) {
    if (await confirm({title: t('ops.replay'), text: `${row.eventType} ${row.id}`, ok: t('ops.replay')})) {
      await this.run(async () => {
        const answer = await call('replayWebhook', {path: {id: row.id}});
        toast(word('outcome', answer.outcome));
        await this.load();
      });
    }
  }

  /** What can be done about money that goes back. */
  decide(row) {
    return this.run(async () => (await import('../order/refunds.js')).decide(row, () => this.load().catch(show)));
  }

  free(row) {
    return this.run(async () => {
      await call('completeUsages', {body: {usageIds: [row.id]}});
      await this.load();
    });
  }

  /** The cells that lists are made of. */
  get cells() {
    const orderLink = id => (id ? html`<a href="#/operations/order/${id}">${id.slice(-8)}</a>` : nothing);
    return {
      order: row => orderLink(row.saleOrderId === undefined ? row.id : row.saleOrderId),
      status: row => html`<span class="chip ${statusChip(row.status)}">${word('orderStatus', row.status) === row.status ? word('message', row.status) : statusText(row.status)}</span>`,
      since: row => this.age(row.processingAt ?? row.since),
      created: row => moment(row.createdAt),
      announced: row => moment(row.announcedAt),
      received: row => moment(row.receivedAt),
      occurred: row => moment(row.occurredAt),
      opened: row => moment(row.openedAt),
      cancelled: row => moment(row.cancelledAt),
      total: row => money(row.total, currency()),
      paid: row => money(row.paid, currency()),
      amount: row => (row.amount === null ? '–' : money(row.amount, row.currency)),
      kind: row => word('review', row.kind),
      reference: row => row.transactionUid,
      asked: row => row.asked,
      till: row => row.deviceId,
      who: row => personName(row.openedBy),
      table: row => row.unitCode,
      webhook: row => html`${row.eventType}${row.error ? html`<br><span class="refusal">${row.error}</span>` : nothing}`,
      outcome: row => html`<span class="chip">${word('outcome', row.outcome ?? 'NONE')}</span>`,
      message: row => html`${row.type}<br><span class="soft">${row.topic}</span>${row.lastError ? html`<br><span class="refusal">${row.lastError}</span>` : nothing}`,
      tries: row => row.attempts,
      tender: row => html`${word('method', row.method)} <span class="soft">${word('refundWay', row.way)}</span>`,
      refund: refundChip,
      said: row => row.note ?? '',
    };
  }

  age(at) {
    return html`${moment(at)} <span class="soft">(${duration(minutesSince(at))})</span>`;
  }

  act(place, row) {
    switch (place) {
      case 'stuckOrders': return html`<button @click=${() => this.repair(row.id)}>${t('ops.what')}</button>`;
      case 'reviews': return can('resolvePaymentReview') ? html`<button @click=${() => this.resolve(row)}>${t('ops.resolve')}</button>` : nothing;
      case 'pendingPayments': return html`<button @click=${() => this.repair(row.saleOrderId)}>${t('ops.what')}</button>`;
      case 'openRefunds': return row.open && can('retryRefund') ? html`<button @click=${() => this.decide(row)}>${t('ops.what')}</button>` : nothing;
      case 'leakedSessions': return html`<a class="button" href="#/shift">${t('nav.shift')}</a>`;
      case 'stuckUsages': return can('completeUsages') ? html`<button @click=${() => this.free(row)}>${t('floor.leaveOk')}</button>` : nothing;
      case 'webhooks': return can('replayWebhook') ? html`<button @click=${() => this.replay(row)}>${t('ops.replay')}</button>` : nothing;
      case 'outbox': return html`<button @click=${() => this.message(row)}>${t('ops.what')}</button>`;
      default: return nothing;
    }
  }

  shownList(place, one) {
    const {cells} = this;
    const NUMBERS = ['total', 'paid', 'amount', 'asked', 'tries'];
    return html`<section class="card" aria-label=${t(`ops.${place}`)}><h2>${t(`ops.${place}`)}</h2>
      ${one.choice ? choices(t('ops.filter'), one.choice.map(value => [value, value ? word(one.words, value) : t('menu.all')]),
        this.choice[place] ?? one.choice[0], value => {
          this.choice[place] = value;
          this.rows = null;
          this.requestUpdate();
          this.load().catch(show);
        }) : nothing}
      ${!this.rows ? html`<p class="loading" role="status">${t('loading')}</p>` : this.rows.length ? html`<div class="scroll list" tabindex="0"><table>
        <thead><tr>${one.columns.map(column => (column === 'do' ? html`<td></td>` : html`<th class=${NUMBERS.includes(column) ? 'num' : ''}>${t(`ops.column.${column}`)}</th>`))}</tr></thead>
        <tbody>${this.rows.map(row => html`<tr>${one.columns.map(column => html`<td class=${NUMBERS.includes(column) ? 'num' : ''} data-name=${column === 'do' ? nothing : t(`ops.column.${column}`)}>
          ${column === 'do' ? this.act(place, row) : cells[column](row)}</td>`)}</tr>`)}</tbody></table></div>` : html`<p class="empty">${t('ops.nothing')}</p>`}</section>`;
  }

  audit() {
    const ask = name => textField(t(`ops.audit.${name}`), this.asked[name], text => {
      this.asked[name] = text.trim();
    });
    return html`<section class="card" aria-label=${t('ops.audit')}><h2>${t('ops.audit')}</h2>
      <form class="asked" @submit=${event => {
        event.preventDefault();
        this.load().catch(show);
      }}>${Object.keys(this.asked).map(ask)}<button class="main">${t('ops.search')}</button></form>
      ${this.rows ? html`<div class="scroll" tabindex="0"><table><thead><tr>${['at', 'action', 'who', 'order', 'reason', 'details'].map(column => html`<th>${t(`ops.column.${column}`)}</th>`)}</tr></thead>
        <tbody>${this.rows.map(row => html`<tr><td>${moment(row.createdAt)}</td><td>${word('action', row.action)}</td><td>${row.actorName ?? row.actor}</td>
          <td>${row.saleOrderId ? html`<a href="#/operations/order/${row.saleOrderId}">${row.saleOrderId.slice(-8)}</a>` : nothing}</td><td>${row.reason ?? ''}</td>
          <td class="details">${Object.entries(row.details ?? {}).map(([name, value]) => html`<div>${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}</div>`)}</td></tr>`)}</tbody></table></div>`
        : html`<p class="loading" role="status">${t('loading')}</p>`}</section>`;
  }

  order() {
    const {found} = this;
    return html`<section class="card" aria-label=${t('ops.order')}><h2>${t('ops.order')}</h2>
      <form class="asked" @submit=${event => {
        event.preventDefault();
        this.run(() => this.find(this.wanted));
      }}>${textField(t('ops.number'), this.wanted, text => {
        this.wanted = text;
      }, {max: 60})}<button class="main">${t('ops.search')}</button></form>
      ${found ? html`<p class="found"><b>${orderName(found)}</b> <span class="chip ${statusChip(found.status)}">${statusText(found.status)}</span>
          <span class="amount">${money(found.total, found.currency)}</span> <span class="soft">${found.orderNumber} · ${moment(found.createdAt)} · ${personName(found.createdBy)}</span></p>
        <div class="choices"><a class="button" href="#/order/${found.id}">${t('ops.openOrder')}</a>
          <button @click=${() => this.repair(found.id)}>${t('ops.what')}</button></div>
        <h3>${t('ops.proof')}</h3>
        ${found.proof.length ? html`<div class="scroll" tabindex="0"><table><thead><tr>${['at', 'action', 'who', 'before', 'after'].map(column => html`<th>${t(`ops.column.${column}`)}</th>`)}</tr></thead>
          <tbody>${found.proof.map(operation => html`<tr><td>${moment(operation.at)}</td><td>${word('operation', operation.kind)}</td><td>${personName(operation.by)}</td>
            ${[operation.before, operation.after].map(side => html`<td>${side.filter(one => one.checkId === null).map(one => html`<div class="num">${one.orderId.slice(-8)}: ${money(one.total, found.currency)}</div>`)}</td>`)}</tr>`)}</tbody></table></div>`
          : html`<p class="soft">${t('ops.noProof')}</p>`}` : nothing}</section>`;
  }

  systemState() {
    const {system} = this;
    if (!system) {
      return html`<p class="loading" role="status">${t('loading')}</p>`;
    }
    return html`${system.kafka ? html`<section class="card" aria-label=${t('ops.kafka')}><h2>${t('ops.kafka')} <span class="chip ${system.kafka.status === 'up' ? 'good' : 'bad'}">${system.kafka.status}</span></h2>
        ${system.kafka.detail ? html`<p>${system.kafka.detail}</p>` : nothing}
        <table><thead><tr><th>${t('ops.topic')}</th><th class="num">${t('ops.partitions')}</th><th class="num">${t('ops.leaderless')}</th><th class="num">${t('ops.behind')}</th></tr></thead>
        <tbody>${system.kafka.topics.map(topic => html`<tr><td>${topic.name}</td><td class="num">${topic.partitions}</td><td class="num">${topic.withoutLeader}</td><td class="num">${topic.underReplicated}</td></tr>`)}</tbody></table>
        <p class="soft">${t('ops.outboxState', {depth: system.kafka.outbox.depth, parked: system.kafka.outbox.parked, age: system.kafka.outbox.oldestAgeSeconds})}</p></section>` : nothing}
      ${system.stream ? html`<section class="card" aria-label=${t('ops.stream')}><h2>${t('ops.stream')}</h2><p>${t('ops.screens', {n: system.stream.screens})}</p>
        <table>${Object.entries(system.stream.rooms).map(([room, screens]) => html`<tr><td>${room}</td><td class="num">${screens}</td></tr>`)}</table></section>` : nothing}`;
  }

  render() {
    if (!this.over) {
      return html`<p class="loading" role="status">${t('loading')}</p>`;
    }
    const {place} = this;
    const places = PLACES.filter(one => ({audit: can('listAuditEntries'), order: can('listOrders'), system: can('getStreamState') || can('getKafkaState')})[one]);
    return html`<header class="screen-head"><h1>${t('nav.operations')}</h1></header>
      <div class="operations">
        <nav class="counts" aria-label=${t('nav.operations')}>
          ${this.offered.map(([name, one]) => {
            const n = this.count(name, one);
            return html`<a href="#/operations/${name}" class="count-card ${n > 0 ? 'some' : ''}" aria-current=${name === place ? 'page' : nothing}>
              <b>${n}</b><span>${t(`ops.${name}`)}</span></a>`;
          })}
          ${places.map(name => html`<a href="#/operations/${name}" class="count-card" aria-current=${name === place ? 'page' : nothing}><span>${t(`ops.${name}`)}</span></a>`)}</nav>
        <div class="shown">${LISTS[place] ? this.shownList(place, LISTS[place]) : place === 'audit' ? this.audit() : place === 'order' ? this.order()
          : place === 'system' ? this.systemState() : html`<p class="empty">${t(this.offered.some(([name, one]) => this.count(name, one) > 0) ? 'ops.choose' : 'ops.allWell')}</p>`}</div>
      </div>`;
  }
}
customElements.define('sale-operations', Operations);

export const draw = args => html`<sale-operations .args=${args}></sale-operations>`;
