export { ApplyRegister, DOSSIERS_IMPORT } from './apply-register.js';
export { CheckRegister } from './check-register.js';
export { AdvanceImported } from './dossiers/advance-imported.js';
export { ImportedDossiers } from './dossiers/imported-dossiers.js';
export { ImportViews } from './import-views.js';
export { MOST_REGISTER_BYTES } from './reading/open-file.js';
export { RegistersModule } from './registers.module.js';
export { templateSheet } from './sheets.js';
