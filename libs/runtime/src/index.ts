export { type CommandContext, Commands, type DossierWork, type Work, actorOf, refuseStale, refuseStaleDossier, unknownDossier } from './commands.js';
export { lockHead, readHead } from './dossier-head.js';
export { GovernRevision } from './govern-revision.js';
export { Procedures } from './procedures.js';
export { type Revision, RevisionsRepository } from './revisions.repository.js';
export { RuntimeModule } from './runtime.module.js';
export { Runtime, type StepBy } from './runtime.js';
export { validateForm } from './form.js';
export { ProcedureViews } from './procedure-views.js';
