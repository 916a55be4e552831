import { z } from 'zod';
import { Instant } from './budget.js';
import { CHANNELS } from './dossiers.js';

/** What a column of a register can hold; `code` and `received` have to be there. */
export const REGISTER_FIELDS = [
  'code', 'procedure', 'field', 'applicant', 'address', 'phone', 'agency', 'holder', 'officer', 'channel', 'state', 'received', 'due', 'stopped', 'settled', 'returned', 'outcome', 'attributed', 'fee', 'note',
] as const;
export type RegisterField = (typeof REGISTER_FIELDS)[number];

export const REGISTER_VERDICTS = ['accepted', 'warned', 'corrects', 'known', 'refused'] as const;
export type RegisterVerdict = (typeof REGISTER_VERDICTS)[number];

export const REGISTER_STATES = ['checked', 'applying', 'applied', 'cancelled'] as const;
export type RegisterState = (typeof REGISTER_STATES)[number];

const Code = z.string().min(1).max(120);
const Word = z.string().min(1).max(300);

/** How a register is to be read: which column is what, and what its own words mean here. */
export const RegisterMapping = z
  .strictObject({
    columns: z.record(z.string().regex(/^\d{1,3}$/), z.enum(REGISTER_FIELDS)).describe('Field by column, counted from 0'),
    agencies: z.record(Word, Code).default({}).describe('Code of an agency by what the file calls it'),
    procedures: z.record(Word, Code).default({}).describe('Code of a procedure by what the file calls it'),
    states: z.record(Word, z.number().int().min(1).max(10)).default({}).describe('National state by what the file calls it'),
    channels: z.record(Word, z.enum(CHANNELS)).default({}),
  })
  .meta({ id: 'RegisterMapping' });
export type RegisterMapping = z.infer<typeof RegisterMapping>;

export const MapRegister = z.strictObject({ mapping: RegisterMapping, remember: z.boolean().optional().describe('Keep it as the profile of the agency for registers to come') }).meta({ id: 'MapRegister' });
export type MapRegister = z.infer<typeof MapRegister>;

const Count = z.number().int().min(0);

/** `rows` is `accepted + warned + corrects + known + refused`: every row of the file is one of these. */
export const RegisterCounts = z
  .object({ rows: Count, accepted: Count, warned: Count, corrects: Count, known: Count, refused: Count })
  .meta({ id: 'RegisterCounts' });
export type RegisterCounts = z.infer<typeof RegisterCounts>;

export const RegisterEffect = z
  .object({
    from: Instant, to: Instant,
    board: z.object({ late: z.number().int(), today: z.number().int(), near: z.number().int(), on_time: z.number().int(), stopped: z.number().int(), none: z.number().int() }).describe('Open dossiers that come onto the board, by time left'),
    settlement: z
      .object({
        received: z.object({ total: z.number().int(), online: z.number().int(), direct: z.number().int(), carriedOver: z.number().int() }),
        settled: z.object({ total: z.number().int(), early: z.number().int(), onTime: z.number().int(), late: z.number().int() }),
        pending: z.object({ total: z.number().int(), inTime: z.number().int(), late: z.number().int() }),
      })
      .describe('What the columns of form 06 change by in [from, to); corrections may lower them'),
  })
  .meta({ id: 'RegisterEffect' });
export type RegisterEffect = z.infer<typeof RegisterEffect>;

const Unmatched = z.array(z.object({ word: z.string(), rows: Count }));

export const RegisterImportView = z
  .object({
    id: z.uuid(), agency: z.string(), agencyName: z.string(), fileName: z.string(), fileDigest: z.string(), fileSize: Count, state: z.enum(REGISTER_STATES),
    sheet: z.string().nullable(), headerLine: Count,
    columns: z.array(z.object({ index: Count, title: z.string(), field: z.enum(REGISTER_FIELDS).nullable(), samples: z.array(z.string()) })),
    mapping: RegisterMapping,
    unmatched: z.object({ agencies: Unmatched, procedures: Unmatched, states: Unmatched, channels: Unmatched }).describe('Words of the file without a meaning here; a procedure without one is kept by its name'),
    notes: z.array(z.string()),
    counts: RegisterCounts,
    progress: z.object({ total: Count, done: Count, written: Count, corrected: Count, known: Count, refused: Count }).describe('What became of the rows so far'),
    effect: RegisterEffect,
    secondPerson: z.boolean().describe('So many rows that another person has to apply it'),
    uploadedBy: z.string(), uploadedByName: z.string(), uploadedAt: Instant, appliedBy: z.string().nullable(), appliedByName: z.string().nullable(), appliedAt: Instant.nullable(), endedAt: Instant.nullable(),
  })
  .meta({ id: 'RegisterImport' });
export type RegisterImportView = z.infer<typeof RegisterImportView>;

export const RegisterImportList = z
  .object({
    items: z.array(RegisterImportView.omit({ columns: true, mapping: true, unmatched: true, effect: true, notes: true })),
    agencies: z.array(z.object({ code: z.string(), name: z.string() })).describe('Whose registers the reader may import'),
  })
  .meta({ id: 'RegisterImportList' });
export type RegisterImportList = z.infer<typeof RegisterImportList>;

export const RegisterRowView = z
  .object({
    line: Count, verdict: z.enum(REGISTER_VERDICTS), code: z.string().nullable(), applicantName: z.string().nullable(), cells: z.array(z.string()),
    findings: z.array(z.object({ column: Count.nullable(), title: z.string().nullable(), severity: z.enum(['refusal', 'warning', 'change']), message: z.string() })),
    outcome: z.enum(['written', 'corrected', 'known', 'refused']).nullable(),
  })
  .meta({ id: 'RegisterRow' });
export const RegisterRowList = z.object({ items: z.array(RegisterRowView), next: z.string().nullable() }).meta({ id: 'RegisterRowList' });
export type RegisterRowList = z.infer<typeof RegisterRowList>;

/** What an officer says of an imported dossier until it is finished; the codes of national states. */
export const IMPORTED_MOVES = { waiting: 5, owing: 6, working: 4, withdrawn: 7, discontinued: 8, resolved: 9, returned: 10 } as const;
export type ImportedMove = keyof typeof IMPORTED_MOVES;

export const AdvanceImported = z
  .strictObject({
    to: z.enum(Object.keys(IMPORTED_MOVES) as [ImportedMove, ...ImportedMove[]]),
    at: Instant.describe('When it happened'),
    document: z.string().trim().min(3).max(500).describe('What shows it: number and date of a document, page of the paper register'),
  })
  .meta({ id: 'AdvanceImported' });
export type AdvanceImported = z.infer<typeof AdvanceImported>;

export const ImportedDossierView = z
  .object({
    code: z.string(), sourceCode: z.string(), source: z.string(), sourceName: z.string(), agency: z.string(), agencyName: z.string(), holder: z.string().nullable(), holderName: z.string().nullable(),
    procedure: z.string().nullable(), procedureName: z.string(), field: z.string().nullable(), applicant: z.object({ name: z.string().nullable(), address: z.string().nullable(), phone: z.string().nullable() }).nullable(),
    officer: z.string().nullable(), channel: z.enum(CHANNELS), state: z.number().int(), stateName: z.string(), receivedAt: Instant, dueAt: Instant.nullable(), stoppedAt: Instant.nullable(), settledAt: Instant.nullable(), returnedAt: Instant.nullable(),
    outcome: z.enum(['early', 'on_time', 'late']).nullable(), claimedOutcome: z.enum(['early', 'on_time', 'late']).nullable(), attributed: z.string().nullable(), attributedName: z.string().nullable(), fee: z.number().nullable(), note: z.string().nullable(),
    version: z.number().int(), mayAdvance: z.boolean(),
    history: z.array(
      z.object({
        version: z.number().int(), kind: z.enum(['imported', 'corrected', 'advanced']), by: z.string(), at: Instant, import: z.uuid().nullable(), line: Count.nullable(), document: z.string().nullable(),
        changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
      }),
    ),
    ledgerVerified: z.boolean(),
  })
  .meta({ id: 'ImportedDossier', description: 'A dossier of another system, known from its register alone: no procedure runs for it' });
export type ImportedDossierView = z.infer<typeof ImportedDossierView>;
