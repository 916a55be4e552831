export function startRedis(wanted?: number): Promise<{ url: string; port: number; stop(): Promise<void> } | null>;
