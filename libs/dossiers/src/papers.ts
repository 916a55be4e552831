import type { PaperInput, ProcessModel } from '#contract';

/** A paper of a dossier, its name and counts settled. */
export interface Paper {
  code: string;
  name: string;
  originals: number;
  copies: number;
  compartment: string | null;
  file: string | null;
}

/** Papers seen only inside the police. */
export const POLICE = 'police';

/**
 * Settles the papers handed in. A bare string is a code and means "as the procedure asks for it". Names and compartments come from
 * the procedure; a paper that the procedure does not know is kept under the name given, or its code: the citizen did hand it in.
 */
export const settlePapers = (model: ProcessModel, inputs: readonly PaperInput[]): Paper[] => inputs.map((input) => settlePaper(model, input));

/** One paper, see {@link settlePapers}. Also knows the papers that the steps of the procedure make. */
export function settlePaper(model: ProcessModel, input: PaperInput): Paper {
  const given = typeof input === 'string' ? { code: input } : input;
  const spec = specOf(model, given.code);
  const counted = given.originals !== undefined || given.copies !== undefined;
  return {
    code: given.code,
    name: given.name || (spec?.name.vi ?? given.code),
    originals: counted ? (given.originals ?? 0) : (spec?.originals ?? 1),
    copies: counted ? (given.copies ?? 0) : (spec?.copies ?? 0),
    compartment: spec?.compartment ?? null,
    file: given.file ?? null,
  };
}

/** Codes of the required papers that are not among `codes`, in the order of the procedure. */
export function missingPapers(model: ProcessModel, codes: Iterable<string>): string[] {
  const present = new Set(codes);
  return model.papers.filter((paper) => paper.required && !present.has(paper.code)).map((paper) => paper.code);
}

const specOf = (model: ProcessModel, code: string): ProcessModel['papers'][number] | undefined =>
  [...model.papers, ...Object.values(model.steps).flatMap((step) => step.papersOut)].find((paper) => paper.code === code);
