/** What a rule of a schema says where it is broken, in both languages: `.refine(holds, told('…', '…'))`. */
export const told = (vi: string, en: string): { error: string; params: { vi: string } } => ({ error: en, params: { vi } });
