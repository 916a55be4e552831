/** Order of this room among the handlers of one event: after tasks (10), before dossiers (30) and notices (40). */
export const ORDER = 20;
