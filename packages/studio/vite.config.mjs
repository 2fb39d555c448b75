import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `dramatis studio` listens. While the pages are worked on, `vite` serves them and asks there, as a page of its own. */
const SERVER = "http://127.0.0.1:4173";

export default defineConfig({
  base: "/",
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: ["chrome125", "firefox128", "safari18"],
    rolldownOptions: {
      // Charts are half of all the code and only two pages draw them: they load with the first chart.
      output: {
        codeSplitting: {
          groups: [
            {
              name: "charts",
              test: /node_modules[\\/](@observablehq|d3-|internmap|isoformat|binary-search-bounds|interval-tree)/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": { target: SERVER, changeOrigin: true, headers: { origin: SERVER } } } },
});
