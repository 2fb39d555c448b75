// Models fetched on request: what a hub has, and what is on disk.
export { HUB_MODELS, type HubModel } from "./hub-models.ts";
export { type HubSettings, hubSettings } from "./hub-settings.ts";
export { modelsFolder, pulledModels } from "./models-folder.ts";
export { type PulledModel, type PullOptions, pullModel } from "./pull-model.ts";
