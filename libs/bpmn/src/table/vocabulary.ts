import { type Language, type Text, text } from '#kernel';

interface Named {
  /** How people say it; the first is shown. */
  names: readonly Text[];
}

/** What an installation calls its agencies and roles: data for reading and writing ISO tables. */
export interface Vocabulary {
  /** By relation of `iso:step agency`, with the roles that each of the agencies it can mean has. */
  agencies: readonly (Named & { relation: string; roles: readonly string[] })[];
  roles: readonly (Named & { code: string })[];
}

/** How a step names who works on it when that is another agency for each dossier. */
const RELATIONS: Record<string, Text> = {
  receiving: text('Cơ quan tiếp nhận', 'Receiving agency'),
  commune: text('UBND cấp xã', "Commune People's Committee"),
  district_office: text('Phòng chuyên môn cấp huyện', 'District office'),
  land_registry: text('Chi nhánh Văn phòng Đăng ký đất đai', 'Land registry branch'),
  tax: text('Cơ quan Thuế', 'Tax branch'),
  police_district: text('Công an huyện', 'District police'),
  police_commune: text('Công an cấp xã', 'Commune police'),
  insurance: text('Bảo hiểm xã hội', 'Social insurance'),
  one_stop_desk: text('Bộ phận Một cửa cấp huyện', 'District one-stop desk'),
  leadership: text('Lãnh đạo UBND huyện', 'District leadership'),
};

/** What a kind of agency is called; none if it is known by its agencies only. */
export const relationNames = (kind: string): Text[] => (RELATIONS[kind] ? [RELATIONS[kind]] : []);

/** Name of a relation of `iso:step agency`. */
export function relationName(relation: string, language: Language): string {
  const [kind = '', detail] = relation.split(':');
  const name = RELATIONS[kind]?.[language] ?? kind;
  return detail ? `${name} (${detail})` : name;
}

export const agencyName = (vocabulary: Vocabulary | undefined, relation: string, language: Language): string =>
  vocabulary?.agencies.find((agency) => agency.relation === relation)?.names[0]?.[language] ?? relationName(relation, language);

export const roleName = (vocabulary: Vocabulary | undefined, code: string, language: Language): string =>
  vocabulary?.roles.find((role) => role.code === code)?.names[0]?.[language] ?? code;
