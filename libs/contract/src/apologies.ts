import { z } from 'zod';
import { Instant, LocalDate, TextSchema } from './budget.js';

export const APOLOGY_STATES = ['open', 'sent', 'not_needed', 'missing'] as const;
export type ApologyState = (typeof APOLOGY_STATES)[number];

const Words = z.string().trim().min(1).max(2000);

export const ApologyView = z
  .object({
    dossier: z.string(), procedureName: z.string(), agency: z.string().describe('Who answers for the delay, and whose head signs'), agencyName: z.string(),
    desk: z.string(), deskName: z.string(), state: z.enum(APOLOGY_STATES), stateName: z.string(), title: z.string().describe('Of the form, by the legal profile of the dossier'),
    profile: z.string(), dueAt: Instant, reason: z.string(), appointment: Instant.describe('Proposed while it is open, promised once it is sent'),
    openedAt: Instant, draftedBy: z.string().nullable(), draftedAt: Instant.nullable(), signedBy: z.string().nullable(), sentAt: Instant.nullable(),
    maySign: z.boolean(), mayDraft: z.boolean(), version: z.number().int(),
  })
  .meta({ id: 'Apology' });
export type ApologyView = z.infer<typeof ApologyView>;
export const ApologyList = z.object({ items: z.array(ApologyView) }).meta({ id: 'ApologyList' });
export type ApologyList = z.infer<typeof ApologyList>;

export const DraftApology = z.strictObject({ reason: Words, appointment: Instant }).meta({ id: 'DraftApology' });
export type DraftApology = z.infer<typeof DraftApology>;

export const CALL_KINDS = ['early_result', 'rung'] as const;
export const CallView = z
  .object({
    id: z.uuid(), dossier: z.string(), kind: z.enum(CALL_KINDS), kindName: z.string(), agency: z.string(), agencyName: z.string(), who: z.string().nullable(), phone: z.string().nullable(),
    reason: z.string(), openedAt: Instant, calledBy: z.string().nullable(), calledAt: Instant.nullable(), outcome: z.string().nullable(),
  })
  .meta({ id: 'Call' });
export type CallView = z.infer<typeof CallView>;
export const CallList = z.object({ items: z.array(CallView), next: z.string().nullable() }).meta({ id: 'CallList' });
export type CallList = z.infer<typeof CallList>;
export const MarkCalled = z.strictObject({ outcome: z.string().trim().min(1).max(500) }).meta({ id: 'MarkCalled' });
export type MarkCalled = z.infer<typeof MarkCalled>;

export const FORM_PURPOSES = ['receipt', 'supplement', 'refusal', 'apology', 'stopping', 'slip', 'register'] as const;
export type FormPurpose = (typeof FORM_PURPOSES)[number];

const ProfileForm = z.object({ number: z.string(), title: TextSchema });

export const LegalProfileView = z
  .object({
    code: z.string(), name: z.string(), basis: z.string(), forms: z.array(ProfileForm.extend({ purpose: z.enum(FORM_PURPOSES) })),
    confirmed: z.object({ by: z.string(), at: Instant, document: z.string() }).nullable().describe('Who compared the list of forms with the text of the circular; null: nobody has'),
    running: z.number().int().describe('Dossiers with a running limit that print these forms to their end'),
  })
  .meta({ id: 'LegalProfile' });
export const LegalProfiles = z
  .object({
    inForce: z.string(),
    profiles: z.array(LegalProfileView),
    uses: z.array(z.object({ profile: z.string(), from: Instant, document: z.string(), by: z.string(), at: Instant })).describe('Newest first; the last decided for an instant counts'),
  })
  .meta({ id: 'LegalProfiles' });
export type LegalProfiles = z.infer<typeof LegalProfiles>;
export const ConfirmProfile = z.strictObject({ document: Words.describe('The text it was compared with') }).meta({ id: 'ConfirmProfile' });
export type ConfirmProfile = z.infer<typeof ConfirmProfile>;
export const UseProfile = z.strictObject({ profile: z.string().min(1).max(40), from: LocalDate, document: Words }).meta({ id: 'UseProfile' });
export type UseProfile = z.infer<typeof UseProfile>;
