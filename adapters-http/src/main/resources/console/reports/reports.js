// Sales by day, hour, dish, category, tender and staff, discounts, tips, exceptions, and the kitchen's times: a chart over a table, and the same as a file.
import {Part, dressed, field, html, nothing, show} from '../app/parts.js';
import {call, can} from '../app/api.js';
import {addDays, dayAt, moment, t, word} from '../app/i18n.js';
import {currency, me} from '../app/session.js';
import {drawn, money, quantity} from '../app/money.js';
import {people, personName} from '../app/people.js';
import {root} from '../app/page.js';
import {route} from '../app/router.js';
import {Uses} from '../app/signal.js';

await Promise.all([dressed(import.meta.url), dressed(`${root}/lib/uplot/dist/uPlot.min.js`)]);
const {default: Plot} = await import('uplot');

const amount = name => [name, row => money(row[name], row.currency), true];
const count = name => [name, row => row[name], true];
const text = (key, of) => [key, of, false];
const seconds = name => [name, row => (row[name] === null ? '–' : t('reports.seconds', {n: row[name]})), true];

/** Each report: its operation, what its chart shows, its columns. */
const REPORTS = [
  {name: 'day', operation: 'getSummaryReport', label: row => row.from.slice(5), bar: row => row.total,
    columns: [text('day', row => row.from), count('orders'), count('guests'), amount('subtotal'), amount('discount'), amount('charge'), amount('tax'), amount('total'), amount('net')]},
  {name: 'hour', operation: 'getHourlyReport', label: row => `${row.hour}h`, bar: row => row.total,
    columns: [text('hour', row => `${row.hour}:00`), count('orders'), amount('total')]},
  {name: 'product', operation: 'getReportByProduct', label: row => row.name, bar: row => row.total,
    columns: [text('product', row => row.name), ['quantity', row => quantity(row.quantity), true], amount('subtotal'), amount('discount'), amount('charge'), amount('tax'), amount('total'), amount('net')]},
  {name: 'category', operation: 'getReportByCategory', label: row => row.name ?? t('reports.noCategory'), bar: row => row.total,
    columns: [text('category', row => row.name ?? t('reports.noCategory')), ['quantity', row => quantity(row.quantity), true], amount('subtotal'), amount('discount'), amount('charge'), amount('tax'), amount('total'), amount('net')]},
  {name: 'tender', operation: 'getPaymentMethodsReport', label: row => word('method', row.method), bar: row => row.amount,
    columns: [text('tender', row => word('method', row.method)), count('payments'), amount('amount')]},
  {name: 'staff', operation: 'getStaffReport', label: row => personName(row.staff).slice(0, LABEL), bar: row => row.total,
    columns: [text('staff', row => personName(row.staff)), count('orders'), amount('total')]},
  {name: 'discounts', operation: 'getDiscountsReport', label: row => word('given', row.kind), bar: row => row.amount,
    columns: [text('kind', row => [word('given', row.kind), row.code].filter(Boolean).join(' ')), text('givenBy', row => personName(row.givenBy)),
      text('allowedBy', row => personName(row.allowedBy)), text('reason', row => row.reasonName ?? row.reason ?? ''), count('orders'), amount('amount')]},
  {name: 'tips', operation: 'getTipsReport', label: row => personName(row.staff).slice(0, LABEL), bar: row => row.amount,
    columns: [text('staff', row => personName(row.staff)), text('tender', row => word('method', row.method)), amount('amount'), amount('paidOut')]},
  {name: 'exceptions', operation: 'getExceptionsReport', label: row => word('exception', row.kind), bar: row => row.amount,
    columns: [text('kind', row => word('exception', row.kind)), text('person', row => personName(row.person)),
      text('allowedBy', row => (row.approver ?? '').split(' ').map(personName).join(', ')),
      text('reason', row => row.reasonName ?? row.reason ?? ''), count('count'), amount('amount')]},
  {name: 'kitchen', operation: 'getKitchenReport', label: row => row.name, bar: row => String(row.readyMedian ?? 0), plain: true,
    columns: [text('station', row => row.name), count('dishes'), seconds('readyMedian'), seconds('readyNinetieth'), seconds('servedMedian'), seconds('servedNinetieth')]},
];
const SPANS = {today: [0, 0], yesterday: [-1, -1], week: [-6, 0], month: [-29, 0]};
const BARS = 24;
const LABEL = 12;

class Reports extends Part {
  static properties = {name: {attribute: false}};

  constructor() {
    super();
    this.to = dayAt(Date.now(), me.value.dayCutoffHour);
    this.from = addDays(this.to, -6);
    this.answer = null;
    new Uses(this, route);
  }

  get offered() {
    return REPORTS.filter(report => can(report.operation));
  }

  get report() {
    return this.offered.find(report => report.name === this.name) ?? this.offered[0];
  }

  connectedCallback() {
    super.connectedCallback();
    this.load().catch(show);
    this.resized = new ResizeObserver(() => this.answer && this.plot());
    this.resized.observe(this);
    this.named = people.watch(() => this.answer && this.plot());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.resized.disconnect();
    this.named();
    this.chart?.destroy();
    this.chart = null;
  }

  willUpdate(changes) {
    if (changes.has('name') && this.hasUpdated) {
      this.answer = null;
      this.load().catch(show);
    }
  }

  get request() {
    return {query: {from: this.from, to: this.to}};
  }

  async load() {
    const {report} = this;
    const answer = await call(report.operation, this.request);
    if (report === this.report) {
      this.answer = answer;
      this.requestUpdate();
      await this.updateComplete;
      this.plot();
    }
  }

  span(from, to) {
    this.from = from;
    this.to = to;
    this.answer = null;
    this.requestUpdate();
    this.load().catch(show);
  }

  /** Bars of the first currency; their heights are for the eye only. */
  plot() {
    const target = this.querySelector('.chart');
    const {report, answer} = this;
    if (!target || !answer?.data.length) {
      return;
    }
    this.chart?.destroy();
    this.chart = null;
    const rows = answer.data.filter(row => report.plain || row.currency === answer.data[0].currency).slice(0, BARS * 2);
    target.hidden = rows.every(row => drawn(report.bar(row)) === 0);
    if (target.hidden) {
      return;
    }
    const style = getComputedStyle(this);
    const ink = style.getPropertyValue('--soft');
    const labels = rows.map(report.label);
    const each = Math.ceil(rows.length / Math.max(1, Math.floor(target.clientWidth / 90)));
    const axis = {stroke: ink, grid: {stroke: style.getPropertyValue('--line'), width: 1}, ticks: {show: false}, font: '13px system-ui'};
    this.chart = new Plot({
      width: target.clientWidth, height: 240, legend: {show: false}, cursor: {show: false},
      scales: {x: {time: false, range: [-0.6, rows.length - 0.4]}, y: {range: (_, least, most) => [0, most || 1]}},
      axes: [
        {...axis, grid: {show: false}, splits: () => rows.map((_, index) => index).filter(index => index % each === 0), values: (_, at) => at.map(index => labels[index] ?? '')},
        {...axis, size: 90, values: (_, at) => at.map(value => (report.plain ? String(value) : money(String(value), rows[0].currency)))},
      ],
      series: [{}, {fill: style.getPropertyValue('--main'), stroke: style.getPropertyValue('--main'), paths: Plot.paths.bars({size: [0.7, 64]}), points: {show: false}}],
    }, [rows.map((_, index) => index), rows.map(row => drawn(report.bar(row)))], target);
  }

  async csv() {
    await this.run(async () => {
      const file = await call(this.report.operation, {...this.request, accept: 'text/csv'});
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([file], {type: 'text/csv'}));
      link.download = `${this.report.name}-${this.from}-${this.to}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
    });
  }

  table() {
    const {report, answer} = this;
    return html`<div class="scroll" tabindex="0"><table><thead><tr>${report.columns.map(([name, , right]) => html`<th class=${right ? 'num' : ''}>${t(`reports.${name}`)}</th>`)}</tr></thead>
      <tbody>${answer.data.map(row => html`<tr>${report.columns.map(([, of, right]) => html`<td class=${right ? 'num' : ''}>${of(row)}</td>`)}</tr>`)}</tbody></table></div>`;
  }

  render() {
    const {report, answer} = this;
    const today = dayAt(Date.now(), me.value.dayCutoffHour);
    return html`<header class="screen-head"><h1>${t('nav.reports')}</h1>
        <button ?disabled=${!answer} @click=${() => this.csv()}>${t('reports.csv')}</button></header>
      <div class="reports">
        <nav class="choices" aria-label=${t('nav.reports')}>${this.offered.map(one => html`<a class="button" href="#/reports/${one.name}"
          aria-current=${one === report ? 'page' : nothing}>${t(`reports.by.${one.name}`)}</a>`)}</nav>
        <div class="range">
          ${field(t('reports.from'), html`<input type="date" .value=${this.from} max=${this.to} @change=${event => event.target.value && this.span(event.target.value, this.to)}>`)}
          ${field(t('reports.to'), html`<input type="date" .value=${this.to} min=${this.from} @change=${event => event.target.value && this.span(this.from, event.target.value)}>`)}
          <div class="choices">${Object.entries(SPANS).map(([name, [back, end]]) => html`<button
            aria-pressed=${this.from === addDays(today, back) && this.to === addDays(today, end)}
            @click=${() => this.span(addDays(today, back), addDays(today, end))}>${t(`reports.span.${name}`)}</button>`)}</div></div>
        ${answer ? html`<section class="card" aria-label=${t(`reports.by.${report.name}`)}>
            ${answer.data.length ? html`<p class="soft">${t(report.plain ? 'reports.chartTimes' : 'reports.chart', {currency: answer.data[0].currency ?? currency()})}</p>
              <div class="chart" role="img" aria-label=${t('reports.chartName', {name: t(`reports.by.${report.name}`)})}></div>` : html`<p class="empty">${t('reports.none')}</p>`}
            ${this.table()}
            <p class="soft">${t('reports.through', {at: moment(answer.dataCompleteThrough)})}</p></section>` : html`<p class="loading" role="status">${t('loading')}</p>`}
      </div>`;
  }
}
customElements.define('sale-reports', Reports);

export const draw = ([name = '']) => html`<sale-reports .name=${name}></sale-reports>`;
