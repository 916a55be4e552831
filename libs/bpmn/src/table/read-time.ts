import type { Budget } from '#kernel';
import { plain } from './plain.js';

export interface ReadTime {
  time: Budget | null;
  /** Why it should be looked at; null where it was read without doubt. */
  doubt: string | null;
}

const FRACTIONS: Record<string, string> = { '½': '0.5', '¼': '0.25', '¾': '0.75' };
/** Words round an amount that change nothing of it. */
const AROUND = /\b(khong qua|khong vuot qua|toi da|cham nhat|trong vong|thoi gian|thoi han|ke tu.*|ke ca.*|sau khi.*)\b/g;
/** No amount, and none is meant. */
const NONE = /^(-+|khong|khong quy dinh|khong tinh.*|gio hanh chinh|theo quy dinh|)$/;
const UNIT = /(\d+(?:[.,]\d+)?|\d+\/\d+)\s*(ngay lam viec|ngay lich|ngay|gio lam viec|gio|tieng|phut|buoi|tuan|thang|nlv|h)\b/g;
/** From here on people mean calendar days as often as working days. */
const LONG = 15;

const HOURS: Record<string, number> = { 'ngay lam viec': 8, nlv: 8, ngay: 8, 'gio lam viec': 1, gio: 1, tieng: 1, h: 1, phut: 1 / 60, buoi: 4 };

/** Reads what people write into the column Thời gian: "0,5 ngày", "½ ngày làm việc", "04 giờ", "trong ngày", "không quá 03 ngày", "2-3 ngày". */
export function readTime(source: string): ReadTime {
  const text = plain(source.replace(/[½¼¾]/g, (sign) => ` ${FRACTIONS[sign]}`)).replace(AROUND, ' ').replace(/\b(\d+) 0\.(25|5|75)\b/g, '$1.$2').replace(/\s+/g, ' ').trim();
  if (NONE.test(text)) return { time: null, doubt: null };
  if (/^(ngay )?trong (ngay|buoi)\b|^trong ngay lam viec|^ngay khi|^ngay lap tuc/.test(text)) return { time: { amount: 1, unit: 'same_day' }, doubt: null };
  const [bare] = /^\d+(?:[.,]\d+)?$/.exec(text) ?? [];
  if (bare) return { ...readTime(`${bare} nlv`), doubt: 'không ghi đơn vị; lấy ngày làm việc' };
  const [, , most, unit] = /^(?:tu )?(\d+(?:[.,]\d+)?)\s*(?:ngay|gio)?\s*(?:-|den|toi)\s*(\d+(?:[.,]\d+)?)\s*(.+)$/.exec(text) ?? [];
  if (most && unit) {
    const read = readTime(`${most} ${unit}`);
    return { time: read.time, doubt: read.time ? 'ghi một khoảng; lấy số lớn nhất' : read.doubt };
  }
  const parts = [...text.matchAll(UNIT)].map(([, amount = '', name = '']) => ({ amount: numberOf(amount), name }));
  const left = text.replace(UNIT, '').replace(/[\s.,;:()+]|\bva\b|\blam viec\b/g, '');
  if (parts.length === 0) return { time: null, doubt: 'không đọc được thời gian' };
  const time = sum(parts);
  if (time === null) return { time: null, doubt: 'các đơn vị thời gian không cộng được với nhau' };
  return { time, doubt: left.length > 0 ? 'có chữ không đọc được bên cạnh số' : unsure(parts) };
}

function numberOf(amount: string): number {
  const [above = '', below] = amount.split('/');
  return below ? Number(above) / Number(below) : Number(amount.replace(',', '.'));
}

function sum(parts: readonly { amount: number; name: string }[]): Budget | null {
  const [only, ...more] = parts;
  if (!only || parts.some(({ amount }) => !Number.isFinite(amount) || amount <= 0 || amount > 10_000)) return null;
  if (more.length === 0 && only.name === 'thang') return { amount: only.amount, unit: 'month' };
  if (more.length === 0 && only.name === 'tuan') return { amount: only.amount * 7, unit: 'calendar_day' };
  if (more.length === 0 && only.name === 'ngay lich') return { amount: only.amount, unit: 'calendar_day' };
  const hours = parts.map(({ amount, name }) => amount * (HOURS[name] ?? Number.NaN)).reduce((total, one) => total + one, 0);
  if (Number.isNaN(hours)) return null;
  const inDays = parts.every(({ name }) => HOURS[name] === 8) || (hours % 4 === 0 && parts.some(({ name }) => HOURS[name] === 8 || name === 'buoi'));
  return inDays ? { amount: rounded(hours / 8), unit: 'working_day' } : { amount: rounded(hours), unit: 'working_hour' };
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

const unsure = (parts: readonly { amount: number; name: string }[]): string | null =>
  parts.some(({ amount, name }) => name === 'ngay' && amount >= LONG) ? 'không rõ ngày làm việc hay ngày lịch; lấy ngày làm việc' : null;
