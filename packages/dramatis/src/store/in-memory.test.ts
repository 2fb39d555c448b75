import { storeConformance } from "../core/conformance/store.ts";
import { inMemoryStore } from "./in-memory.ts";

storeConformance(async () => inMemoryStore());
