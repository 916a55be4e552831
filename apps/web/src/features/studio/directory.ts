import type { AgencyView } from '#contract';
import type { Language } from '../../i18n/language.js';
import { words } from '../../i18n/words.js';

/** Who a step can be given to, from the directory of agencies: relations and roles as `iso:step` names them. */

export interface Option {
  value: string;
  label: string;
}

export interface OptionGroup {
  label: string;
  options: Option[];
}

const KINDS = words(
  {
    receiving: 'Nơi nhận hồ sơ', commune: 'UBND xã, thị trấn', district_office: 'Phòng chuyên môn huyện', land_registry: 'Chi nhánh Văn phòng đăng ký đất đai', tax: 'Chi cục Thuế', police_district: 'Công an huyện', police_commune: 'Công an xã', insurance: 'Bảo hiểm xã hội huyện',
    one_stop_desk: 'Bộ phận Một cửa huyện', leadership: 'Lãnh đạo UBND huyện', kinds: 'Theo loại cơ quan', functions: 'Theo chức năng', agencies: 'Một cơ quan cụ thể',
  },
  {
    receiving: 'Where the dossier was received', commune: 'Commune', district_office: 'District department', land_registry: 'Land registry branch', tax: 'Tax branch', police_district: 'District police', police_commune: 'Commune police', insurance: 'District social insurance',
    one_stop_desk: 'District one-stop desk', leadership: 'District leadership', kinds: 'By kind of agency', functions: 'By function', agencies: 'One certain agency',
  },
);

const kindName = (kind: string, language: Language): string => (KINDS[language] as Record<string, string>)[kind] ?? kind;

export function relationGroups(agencies: readonly AgencyView[], language: Language): OptionGroup[] {
  const kinds = [...new Set(agencies.map(({ kind }) => kind))].map((kind) => ({ value: kind, label: kindName(kind, language) }));
  const functions = new Map(agencies.filter((agency) => agency.function).map((agency) => [`${agency.kind}:${agency.function}`, agency.name]));
  return [
    { label: KINDS[language].kinds, options: [{ value: 'receiving', label: KINDS[language].receiving }, ...sorted(kinds)] },
    { label: KINDS[language].functions, options: sorted([...functions].map(([value, label]) => ({ value, label }))) },
    { label: KINDS[language].agencies, options: sorted(agencies.map(({ code, name }) => ({ value: `agency:${code}`, label: name }))) },
  ].filter(({ options }) => options.length > 0);
}

const sorted = (options: Option[]): Option[] => options.toSorted((a, b) => a.label.localeCompare(b.label, 'vi'));

/** How a relation is called; an expression or what the directory does not know is shown as it is written. */
export function relationName(relation: string, agencies: readonly AgencyView[], language: Language): string {
  if (relation === '') return '';
  for (const { options } of relationGroups(agencies, language)) {
    const known = options.find(({ value }) => value === relation);
    if (known) return known.label;
  }
  return relation;
}

const meets = (agency: AgencyView, relation: string): boolean => {
  if (relation.startsWith('agency:')) return agency.code === relation.slice(7);
  const [kind, fn] = relation.split(':');
  return agency.kind === kind && (!fn || agency.function === fn);
};

/** The agencies that a relation can mean; every one where that is known only when the dossier is there. */
function meantBy(relation: string, agencies: readonly AgencyView[]): readonly AgencyView[] {
  const meant = relation === 'receiving' ? agencies.filter(({ roles }) => roles.some(({ code }) => code === 'tiep-nhan')) : agencies.filter((agency) => meets(agency, relation));
  return meant.length > 0 ? meant : agencies;
}

/** Roles that somebody holds at an agency which the relation can mean. */
export const rolesOf = (relation: string, agencies: readonly AgencyView[]): Option[] =>
  sorted([...new Map(meantBy(relation, agencies).flatMap(({ roles }) => roles.map(({ code, name }) => [code, { value: code, label: name }] as const))).values()]);

/** A role to begin with: one that somebody holds wherever the relation can lead. */
export function firstRole(relation: string, agencies: readonly AgencyView[]): string {
  const meant = meantBy(relation, agencies);
  const offered = rolesOf(relation, agencies);
  const everywhere = offered.find(({ value }) => meant.every(({ roles }) => roles.some(({ code }) => code === value)));
  return (everywhere ?? offered[0])?.value ?? '';
}

export const roleName = (role: string, agencies: readonly AgencyView[]): string =>
  agencies.flatMap(({ roles }) => roles).find(({ code }) => code === role)?.name ?? role;
