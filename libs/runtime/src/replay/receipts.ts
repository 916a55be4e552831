import type { Directory } from '#access';
import type { WorkingCalendar } from '#calendar';
import type { ProcessModel } from '#contract';
import { Chance, ROLE } from '#kernel';
import type { Receipt } from './simulate.js';

const YEAR = 365 * 86_400_000;

/**
 * Of a whole year and level in the district of the sample: 1,348 dossiers at the district's desk and 15,415 at communes in eleven months of
 * 2017, taken as a year's, over 292 and 135 procedures; at communes 24 % were civil status, 338 a year residence.
 */
const VOLUMES: { field: RegExp; level: string | null; dossiers: number; why: { vi: string; en: string } }[] = [
  { field: /hộ tịch/i, level: 'commune', dossiers: 740, why: { vi: 'khoảng 3 700 hồ sơ hộ tịch một năm của 14 xã, coi như chia cho 5 thủ tục', en: 'about 3,700 civil status dossiers a year in 14 communes, taken as shared by five procedures' } },
  { field: /cư trú/i, level: 'commune', dossiers: 338, why: { vi: '338 hồ sơ cư trú trong năm 2019', en: '338 residence dossiers in 2019' } },
  { field: /./, level: 'commune', dossiers: 114, why: { vi: '15 415 hồ sơ cấp xã chia cho 135 thủ tục', en: '15,415 commune dossiers over 135 procedures' } },
  { field: /đất/i, level: 'district', dossiers: 120, why: { vi: 'giả định 10 hồ sơ đất đai một tháng', en: 'taken as ten land dossiers a month' } },
  { field: /./, level: null, dossiers: 60, why: { vi: 'giả định 5 hồ sơ một tháng', en: 'taken as five dossiers a month' } },
];

export const yearlyVolume = ({ field, level }: ProcessModel): (typeof VOLUMES)[number] =>
  VOLUMES.find((one) => one.field.test(field ?? '-') && (one.level === null || one.level === level))!;

export interface GeneratedFor {
  models: readonly ProcessModel[];
  directory: Directory;
  calendarOf: (agency: string) => WorkingCalendar;
  from: Date;
  to: Date;
  perYear: number;
  seed: number;
}

/** Dossiers spread evenly over the opening hours of every agency that may receive them. */
export function generatedReceipts({ models, directory, calendarOf, from, to, perYear, seed }: GeneratedFor): Receipt[] {
  const desks = receivers(models, directory).filter(({ code }) => calendarOf(code).measure(from, to) > 0);
  const count = desks.length === 0 ? 0 : Math.max(1, Math.round((perYear * (to.getTime() - from.getTime())) / YEAR));
  const chance = new Chance(seed);
  const receipts = Array.from({ length: count }, () => {
    const { code: agency, territory } = chance.pick(desks);
    const calendar = calendarOf(agency);
    const open = calendar.measure(from, to);
    return { at: calendar.addWorkingMs(from, Math.max(60_000, Math.round(chance.next() * open))), agency, territory, data: {} };
  });
  return inOrder(receipts);
}

/** Agencies with a reception from which every step finds its agency. */
function receivers(models: readonly ProcessModel[], directory: Directory): { code: string; territory: string }[] {
  const relations = new Set(models.flatMap(({ steps }) => Object.values(steps).map(({ agency }) => agency)).filter((relation) => !relation.startsWith('=')));
  const receiving = directory.list().filter(({ code }) => directory.rolesAt(code).includes(ROLE.reception));
  const able = receiving.filter(({ code, territory }) => [...relations].every((relation) => directory.resolve(relation, { receiving: code, territory }).ok));
  const wanted = models[0]?.level;
  const ofLevel = able.filter(({ territory }) => directory.territory(territory)?.level === wanted);
  return ofLevel.length > 0 ? ofLevel : able;
}

/** Percent more or fewer of the same: some once more, a little later, or some left out. */
export function withVolume(receipts: readonly Receipt[], percent: number, calendarOf: (agency: string) => WorkingCalendar, seed: number): Receipt[] {
  const chance = new Chance(seed + 0x5eed);
  const times = 1 + percent / 100;
  return inOrder(receipts.flatMap((receipt) => {
    const copies = Math.floor(times) + (chance.happens(times - Math.floor(times)) ? 1 : 0);
    return Array.from({ length: copies }, (_, copy) => (copy === 0 ? receipt : { ...receipt, at: calendarOf(receipt.agency).addWorkingMs(receipt.at, chance.between(600_000, 12 * 3_600_000)) }));
  }));
}

const inOrder = (receipts: Receipt[]): Receipt[] => receipts.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.agency < b.agency ? -1 : 1));
