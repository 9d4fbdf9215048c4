export * as archives from "fflate";
export { default as read } from "read-excel-file/universal";
