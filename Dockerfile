# syntax=docker/dockerfile:1

FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Scripts are left out: the image brings Node, the services bring PostgreSQL, and the build runs below.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:26-bookworm-slim
ENV NODE_ENV=production LIENTHONG_DATA=/var/lib/lienthong
WORKDIR /app
RUN install --directory --owner=node --group=node /var/lib/lienthong
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/processes ./processes
COPY --from=build /app/apps/cli/seed ./apps/cli/seed
USER node
VOLUME /var/lib/lienthong
EXPOSE 3000
ENTRYPOINT ["node", "dist/apps/cli/src/main.js"]
CMD ["serve"]
