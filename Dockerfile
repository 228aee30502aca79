# One API process with its pages. The database is another container: see docker-compose.yml.
FROM node:24-slim AS build
WORKDIR /attest
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /attest
COPY --from=build /attest/package.json ./
COPY --from=build /attest/node_modules ./node_modules
COPY --from=build /attest/dist ./dist
COPY --from=build /attest/question-bank ./question-bank
USER node
EXPOSE 3000
# The API itself is process 1: it hears `docker stop` and finishes its requests first.
CMD ["node", "--enable-source-maps", "dist/api/main.js"]
