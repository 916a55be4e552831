export { CompleteTask } from './complete-task.js';
export { HoldTask, type TaskRef } from './hold-task.js';
export { ReturnTask } from './return-task.js';
export { type ListTasks, type TaskDetailWithoutDeadline, TaskViews, type TaskWithoutDeadline, cursorAfter } from './task-views.js';
export { TasksModule } from './tasks.module.js';
