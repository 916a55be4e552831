import { type Finding, type PaperSpec, STOP_KINDS, type StopKind, TOPIC } from '#contract';
import { BUDGET_UNITS, type Budget, type BudgetUnit, type Text, text } from '#kernel';
import { type ModdleElement, string } from './document.js';
import { finding } from './finding.js';
import { daysOf, isDuration } from './iso-time.js';

/**
 * Reads attribute texts of the ISO extension into values. A text that is no value of its kind becomes an `iso-value` error at the
 * element and reads as absent, so that one wrong attribute does not hide the next.
 */
export class IsoValues {
  readonly findings: Finding[] = [];

  amount(at: ModdleElement, source: ModdleElement | undefined, attribute: string): number | null {
    const raw = string(source, attribute);
    if (raw === undefined) return null;
    const value = Number(raw);
    if (Number.isFinite(value) && value > 0 && value <= 10_000) return value;
    return this.#wrong(at, attribute, raw, text('một số lớn hơn 0', 'a number above 0'));
  }

  budget(at: ModdleElement, source: ModdleElement | undefined, amountName: string, unitName: string): Budget | null {
    const unit = this.choice<BudgetUnit>(at, source, unitName, BUDGET_UNITS) ?? 'working_day';
    if (unit === 'same_day' && string(source, amountName) === undefined) return string(source, unitName) ? { amount: 1, unit } : null;
    const amount = this.amount(at, source, amountName);
    return amount === null ? null : { amount, unit };
  }

  count(at: ModdleElement, source: ModdleElement, attribute: string, otherwise: number): number {
    const raw = string(source, attribute);
    if (raw === undefined) return otherwise;
    if (/^\d{1,3}$/.test(raw)) return Number(raw);
    return this.#wrong(at, attribute, raw, text('một số nguyên không âm', 'a whole number from 0')) ?? otherwise;
  }

  flag(at: ModdleElement, source: ModdleElement | undefined, attribute: string, otherwise = false): boolean {
    const value = this.choice(at, source, attribute, ['true', 'false'] as const);
    return value === null ? otherwise : value === 'true';
  }

  choice<T extends string>(at: ModdleElement, source: ModdleElement | undefined, attribute: string, allowed: readonly T[]): T | null {
    const raw = string(source, attribute);
    if (raw === undefined) return null;
    if (allowed.includes(raw as T)) return raw as T;
    return this.#wrong(at, attribute, raw, text(`một trong: ${allowed.join(', ')}`, `one of: ${allowed.join(', ')}`));
  }

  timeOfDay(at: ModdleElement, source: ModdleElement | undefined, attribute: string): string | null {
    const raw = string(source, attribute);
    if (raw === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(raw)) return raw ?? null;
    return this.#wrong(at, attribute, raw, text('một giờ trong ngày, như 15:00', 'a time of day, as 15:00'));
  }

  /** A duration of exact length, from one second to thirty days, in milliseconds. */
  pause(at: ModdleElement, source: ModdleElement, attribute: string): number | null {
    const raw = string(source, attribute);
    if (raw === undefined) return null;
    const days = isDuration(raw) ? daysOf(raw) : 0;
    if (days * 86_400 >= 1 && days <= 30) return Math.round(days * 86_400_000);
    return this.#wrong(at, attribute, raw, text('một khoảng từ 1 giây đến 30 ngày, như PT1M', 'a duration from one second to 30 days, as PT1M'));
  }

  /** What a worker asks for. */
  topic(at: ModdleElement, source: ModdleElement, attribute: string): string | null {
    const raw = string(source, attribute);
    if (raw === undefined || TOPIC.test(raw)) return raw ?? null;
    return this.#wrong(at, attribute, raw, text('một tên không có khoảng trắng, tối đa 200 ký tự', 'a name without blanks, of 200 characters at most'));
  }

  /** Separated by blanks or commas; without a dossier there is neither a receiving agency nor data for an expression. */
  relations(at: ModdleElement, source: ModdleElement, attribute: string): string[] | null {
    const raw = this.required(at, source, attribute);
    if (raw === null) return null;
    const given = raw.split(/[\s,]+/).filter(Boolean);
    if (given.every((one) => /^[a-z][a-z0-9_]*(:[a-z0-9-]+)?$/.test(one) && one !== 'receiving')) return [...new Set(given)];
    return this.#wrong(at, attribute, raw, text('các cơ quan, mỗi cơ quan ghi «agency:<mã>» hoặc loại cơ quan', 'agencies, each as "agency:<code>" or a kind of agency'));
  }

  required(at: ModdleElement, source: ModdleElement, attribute: string): string | null {
    const raw = string(source, attribute)?.trim();
    return raw ? raw : this.#wrong(at, attribute, '', text('một giá trị không rỗng', 'a value'));
  }

  state(at: ModdleElement, source: ModdleElement): number | null {
    const raw = this.required(at, source, 'state');
    if (raw === null) return null;
    if (/^([1-9]|10)$/.test(raw)) return Number(raw);
    return this.#wrong(at, 'state', raw, text('mã trạng thái quốc gia từ 1 đến 10', 'a national state from 1 to 10'));
  }

  stop(at: ModdleElement, source: ModdleElement): StopKind | null {
    return this.required(at, source, 'stop') === null ? null : this.choice(at, source, 'stop', STOP_KINDS);
  }

  /** Papers without a code are refused; a paper without an English name bears its Vietnamese one. */
  paper(at: ModdleElement, source: ModdleElement): PaperSpec[] {
    const code = this.required(at, source, 'code');
    if (code === null) return [];
    const name = string(source, 'name') ?? code;
    return [
      {
        code,
        name: text(name, string(source, 'nameEn') ?? name),
        originals: this.count(at, source, 'originals', 1),
        copies: this.count(at, source, 'copies', 0),
        required: this.flag(at, source, 'required', true),
        compartment: string(source, 'compartment') ?? null,
      },
    ];
  }

  #wrong(at: ModdleElement, attribute: string, raw: string, expected: Text): null {
    const message = text(`Giá trị «${raw}» của iso:${attribute} không hợp lệ; cần ${expected.vi}.`, `Value "${raw}" of iso:${attribute} is not valid; expected ${expected.en}.`);
    this.findings.push(finding('error', 'iso-value', at.id ?? null, message));
    return null;
  }
}
