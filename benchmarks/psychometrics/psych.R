# Makes psych.json: what R's psych says of the real respondents, for the tests of measure/psychometrics.
#   apt-get install --no-install-recommends r-base-core r-cran-psych r-cran-gparotation     (Debian 12: R 4.2.2, psych 2.2.9)
#   Rscript benchmarks/psychometrics/psych.R ../shared/data/research benchmarks/psychometrics/psych.json
suppressMessages(library(psych))
paths <- commandArgs(trailingOnly = TRUE)
root <- paths[1]

number <- function(x, digits = 8) ifelse(is.finite(x), formatC(x, format = "f", digits = digits), "null")

# One scale: alpha and lambda 6 of the answers, one factor and omega of the pairwise correlations of the keyed items.
scale_line <- function(name, signs, items, scores) {
  own <- items[, names(signs)]
  a <- psych::alpha(own, keys = as.numeric(signs), n.iter = 1, warnings = FALSE)$total
  related <- cor(sweep(sapply(own, as.numeric), 2, signs, "*"), use = "pairwise")
  factor <- psych::fa(related, nfactors = 1, fm = "minres")
  total <- suppressMessages(psych::omega(related, nfactors = 1, fm = "minres", plot = FALSE, flip = FALSE))$omega.tot
  l <- as.numeric(factor$loadings)
  implied <- sum(l)^2 / (sum(l)^2 + sum(1 - l^2))
  # Sees every respondent in place, and copies none.
  weighed <- sum(scores * ((seq_along(scores) - 1) %% 97), na.rm = TRUE)
  sprintf(
    '    "%s": { "alpha": %s, "standardised": %s, "lambda6": %s, "omega": %s, "omegaImplied": %s, "n": %d, "mean": %s, "sd": %s, "weighed": %s, "loadings": [%s] }',
    name, number(a$raw_alpha), number(a$std.alpha), number(a$`G6(smc)`), number(total), number(implied),
    sum(!is.na(scores)), number(mean(scores, na.rm = TRUE)), number(sd(scores, na.rm = TRUE)), number(weighed, 6),
    paste(number(l, 6), collapse = ", ")
  )
}

set <- function(name, items, keys, min, max) {
  scores <- psych::scoreItems(keys, items, totals = FALSE, missing = TRUE, impute = "none", min = min, max = max)$scores
  lines <- sapply(names(keys), function(scale) {
    signs <- ifelse(startsWith(keys[[scale]], "-"), -1, 1)
    names(signs) <- sub("^-", "", keys[[scale]])
    scale_line(scale, signs, items, as.numeric(scores[, scale]))
  })
  sprintf('  "%s": {\n%s\n  }', name, paste(lines, collapse = ",\n"))
}

reversed <- function(letter, count, which) paste0(ifelse(seq_len(count) %in% which, "-", ""), letter, seq_len(count))
missing0 <- function(items) { items[items == 0] <- NA; items }

big5 <- missing0(read.delim(file.path(root, "openpsychometrics/BIG5/data.csv"))[, 8:57])
big5_keys <- list(E = reversed("E", 10, c(2, 4, 6, 8, 10)), N = reversed("N", 10, c(2, 4)), A = reversed("A", 10, c(1, 3, 5, 7)),
                  C = reversed("C", 10, c(2, 4, 6, 8)), O = reversed("O", 10, c(2, 4, 6)))
sd3 <- missing0(read.delim(file.path(root, "openpsychometrics/SD3/data.csv"), fileEncoding = "latin1")[, 1:27])
sd3_keys <- list(M = reversed("M", 9, c()), N = reversed("N", 9, c(2, 6, 8)), P = reversed("P", 9, c(2, 7)))
bfi <- read.csv(file.path(root, "psychtools/csv/bfi.csv"), row.names = 1)[, 1:25]
bfi_keys <- list(agree = reversed("A", 5, 1), conscientious = reversed("C", 5, 4:5), extraversion = reversed("E", 5, 1:2),
                 neuroticism = reversed("N", 5, c()), openness = reversed("O", 5, c(2, 5)))
spi <- read.csv(file.path(root, "psychtools/csv/spi.csv"), row.names = NULL)
spi <- spi[, grep("^q_", names(spi))]
text <- paste(readLines(file.path(root, "psychtools/csv/spi.keys.txt"), warn = FALSE), collapse = " ")
spi_keys <- list()
for (part in regmatches(text, gregexpr("np\\.str_\\('([^']+)'\\): array\\(\\[([^]]*)\\]", text))[[1]]) {
  items <- regmatches(part, gregexpr("'-?q_[0-9]+'", part))[[1]]
  spi_keys[[sub("np\\.str_\\('([^']+)'\\).*", "\\1", part)]] <- gsub("'", "", items)
}
# The first 120 of its 300 answers are those of IPIP-NEO-120 in its order, turned around already.
json <- paste(readLines(file.path(root, "papi-mpi/Test-set.json"), warn = FALSE), collapse = " ")
digits <- regmatches(json, gregexpr('"i[0-9]+":[0-9]', json))[[1]]
papi <- matrix(as.numeric(sub(".*:", "", digits)), ncol = 300, byrow = TRUE)[, 1:120]
papi <- missing0(setNames(as.data.frame(papi), paste0("i", 1:120)))
key <- read.csv(file.path(root, "papi-mpi/mpi_120.csv"))
papi_keys <- lapply(split(seq_len(120), key$label_ocean), function(at) paste0("i", at))

sets <- c(set("big5", big5, big5_keys, 1, 5), set("sd3", sd3, sd3_keys, 1, 5), set("bfi", bfi, bfi_keys, 1, 6),
          set("spi", spi, spi_keys, 1, 6), set("papi", papi, papi_keys, 1, 5))
made <- sprintf('  "made": "R %s.%s, psych %s, by benchmarks/psychometrics/psych.R"', R.version$major, R.version$minor, packageVersion("psych"))
cat("{\n", paste(c(made, sets), collapse = ",\n"), "\n}\n", sep = "", file = paths[2])
