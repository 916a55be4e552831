import type { Finding } from '#contract';
import type { Text } from '#kernel';

export const finding = (severity: Finding['severity'], rule: string, element: string | null, message: Text): Finding => ({ severity, rule, element, message });
