/** The stored state of an instance cannot be brought back to life: nothing moves its dossier until somebody has mended it. */
export class PoisonedInstanceError extends Error {
  constructor(
    readonly instance: string,
    readonly dossier: string,
    readonly procedure: string,
    cause: unknown,
  ) {
    super(`instance ${instance} of ${procedure} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'PoisonedInstanceError';
  }
}
