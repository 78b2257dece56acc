# One engine of R on a batch of counts, from counts to adjusted p:
#   Rscript bench/genes.R limma|DESeq2 <counts.tsv>
# The first half of the samples is one arm. Prints {"seconds":…,"rssMb":…}; loading the package and the file is not timed.
argv <- commandArgs(trailingOnly = TRUE)
engine <- argv[1]
suppressPackageStartupMessages(library(engine, character.only = TRUE))
counts <- as.matrix(read.delim(argv[2], row.names = 1))
arm <- factor(rep(c("first", "second"), each = ncol(counts) / 2))

limma_trend <- function() {
  libraries <- colSums(counts)
  values <- log2(t((t(counts) + 0.5) / (libraries + 1) * 1e6))
  fit <- eBayes(lmFit(values, model.matrix(~arm)), trend = TRUE)
  topTable(fit, coef = 2, number = Inf, sort.by = "none")$adj.P.Val
}
deseq2 <- function() {
  data <- DESeqDataSetFromMatrix(counts, data.frame(arm = arm), ~arm)
  results(DESeq(data, quiet = TRUE))$padj
}

begin <- proc.time()
adjusted <- if (engine == "limma") limma_trend() else deseq2()
spent <- proc.time() - begin
status <- readLines("/proc/self/status")
peak <- as.numeric(gsub("[^0-9]", "", grep("^VmHWM", status, value = TRUE))) / 1024
cat(sprintf('{"seconds":%.6f,"rssMb":%.1f}\n', spent[["user.self"]] + spent[["sys.self"]], peak))
