import { plain } from './plain.js';
import type { Vocabulary } from './vocabulary.js';

export interface ReadResponsible {
  agency: string | null;
  role: string | null;
  /** The row is the citizen's: nobody of an agency works on it. */
  citizen: boolean;
  doubt: string | null;
}

const SHORT: [RegExp, string][] = [
  [/\btnhs\s*(&|va)?\s*t?tkq\b|\btn\s*(&|va|-)?\s*tkq\b|\btn\s*&\s*tra kq\b/g, 'tiep nhan va tra ket qua'], [/\btn\s*(&|va)?\s*mt\b/g, 'tai nguyen va moi truong'], [/\bpct\b/g, 'pho chu tich'],
  [/\bct ubnd\b/g, 'chu tich ubnd'], [/\bubnd\b/g, 'uy ban nhan dan'], [/\bcn ?vpdk(dd|qsdd)?\b|\bvpdk(dd|qsdd)?\b/g, 'van phong dang ky dat dai'], [/\bbhxh\b/g, 'bao hiem xa hoi'], [/\bkt\s*(&|va)?\s*ht\b/g, 'kinh te va ha tang'],
  [/\bvh\s*(&|va)?\s*tt\b/g, 'van hoa va thong tin'], [/\btc\s*(&|va|-)?\s*kh\b/g, 'tai chinh ke hoach'], [/\btp\s*-?\s*ht\b/g, 'tu phap ho tich'], [/\bcv\b/g, 'chuyen vien'], [/\bcbcc\b|\bcccm\b/g, 'cong chuc'], [/\bld\b/g, 'lanh dao'],
];

/** Said so in most tables, whatever the installation calls its agencies; a first match wins. */
const AGENCIES: [RegExp, string][] = [
  [/van phong dang ky dat dai|co quan dang ky dat dai/, 'land_registry'],
  [/bao hiem xa hoi|co quan bao hiem/, 'insurance'],
  [/(chi cuc|co quan|doi|phong) thue\b/, 'tax'],
  [/cong an (cap )?(xa|phuong|thi tran)|cong an khu vuc/, 'police_commune'],
  [/cong an (cap )?(huyen|thanh pho|thi xa)/, 'police_district'],
  [/(bo phan|trung tam|to)( tiep nhan va tra ket qua| mot cua| tiep nhan| hanh chinh cong)|mot cua|tiep nhan va tra ket qua/, 'receiving'],
  [/uy ban nhan dan (cap )?(xa|phuong|thi tran)|cong chuc (cap )?xa|\bcap xa\b/, 'commune'],
  [/(lanh dao|chu tich|pho chu tich|van phong).*uy ban nhan dan( (cap )?(huyen|thi xa|thanh pho))?$|uy ban nhan dan (cap )?huyen/, 'leadership'],
];

const ROLES: [RegExp, string][] = [
  [/chu tich|lanh dao|truong phong|truong ban|giam doc|chi cuc truong|thu truong|truong cong an|truong don vi/, 'lanh-dao'],
  [/ho tich|tu phap( -)? ho tich/, 'tu-phap-ho-tich'],
  [/dia chinh/, 'dia-chinh'],
  [/tang thu/, 'tra-cuu-tang-thu'],
  [/tiep nhan|mot cua|tra ket qua|van thu|thu ly don/, 'tiep-nhan'],
  [/cong an xa|canh sat khu vuc/, 'cong-an-xa'],
  [/chuyen vien|can bo|cong chuc|vien chuc|chuyen mon|tham dinh/, 'chuyen-vien'],
];

/** Where the people of a role sit when the table does not say. */
const HOME: Record<string, string> = { 'tiep-nhan': 'receiving', 'tu-phap-ho-tich': 'commune', 'dia-chinh': 'commune', 'cong-an-xa': 'police_commune', 'tra-cuu-tang-thu': 'police_district' };
const CITIZEN = /\b(cong dan|nguoi dan|to chuc|ca nhan|nguoi nop|nguoi yeu cau|khach hang|doanh nghiep|chu ho|ho gia dinh|chu dau tu|co so kinh doanh)\b/;
const TAIL = /\s(cap )?(huyen|xa|phuong|thi tran|thi xa|tinh|thanh pho)\s.*$/;

/** Reads who works on a row against the directory: accents, abbreviations and the names of places do not matter. `before`: agency of the row above. */
export function readResponsible(source: string, vocabulary: Vocabulary, before: string | null): ReadResponsible {
  const text = SHORT.reduce((said, [short, long]) => said.replace(short, long), plain(source)).replace(/[-/.,;:()+&]+/g, ' ').replace(/\s+/g, ' ').trim();
  if (text === '') return { agency: before, role: null, citizen: false, doubt: 'chưa nêu trách nhiệm; lấy theo dòng trên' };
  const said = namedAgency(text, vocabulary);
  if (said === null && CITIZEN.test(text) && !ROLES.some(([pattern]) => pattern.test(text))) return { agency: null, role: null, citizen: true, doubt: null };
  const role = roleOf(text, vocabulary);
  const agency = said ?? (role === null ? null : (HOME[role] ?? before));
  if (agency === null) return { agency: null, role, citizen: false, doubt: 'không khớp với cơ quan, vị trí nào trong danh bạ' };
  const fit = fitting(agency, role, vocabulary);
  const doubt = said === null && role !== null && !(role in HOME) ? 'không nêu cơ quan; lấy cơ quan của dòng trên' : fit.doubt;
  return { agency, role: fit.role, citizen: false, doubt };
}

function namedAgency(text: string, { agencies }: Vocabulary): string | null {
  const names = agencies.flatMap(({ relation, names: own }) => own.map(({ vi }) => ({ relation, name: plain(vi).replace(/[-/.,;:()+&]+/g, ' ').replace(/\s+/g, ' ') })));
  const whole = longest(names.filter(({ name }) => ` ${text} `.includes(` ${name} `)));
  if (whole) return whole;
  const heads = names.map(({ relation, name }) => ({ relation, name: name.replace(TAIL, '') })).filter(({ name }) => name.split(' ').length >= 3 && name !== 'uy ban nhan dan' && !name.startsWith('bo phan mot cua'));
  return AGENCIES.find(([pattern]) => pattern.test(text))?.[1] ?? longest(heads.filter(({ name }) => ` ${text} `.includes(` ${name} `)));
}

const longest = (found: readonly { relation: string; name: string }[]): string | null => [...found].sort((a, b) => b.name.length - a.name.length)[0]?.relation ?? null;

function roleOf(text: string, { roles }: Vocabulary): string | null {
  const named = roles.filter(({ names }) => names.some(({ vi }) => ` ${text} `.includes(` ${plain(vi).replace(/[^a-z0-9 ]+/g, ' ').replace(/\s+/g, ' ').trim()} `)));
  const leader = ROLES[0]?.[0].test(text) === true ? 'lanh-dao' : null;
  return leader ?? named.sort((a, b) => (b.names[0]?.vi.length ?? 0) - (a.names[0]?.vi.length ?? 0))[0]?.code ?? ROLES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** A role that the agency really has. */
function fitting(agency: string, role: string | null, { agencies }: Vocabulary): { role: string; doubt: string | null } {
  const held = agencies.find(({ relation }) => relation === agency)?.roles ?? [];
  if (role !== null && (held.length === 0 || held.includes(role))) return { role, doubt: null };
  const usual = ['chuyen-vien', 'tiep-nhan', 'cong-an-xa', 'lanh-dao'].find((one) => held.includes(one)) ?? held[0] ?? 'chuyen-vien';
  return { role: usual, doubt: role === null ? null : `cơ quan này không có vị trí đã nêu; lấy «${usual}»` };
}
