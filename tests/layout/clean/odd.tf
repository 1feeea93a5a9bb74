# What templates seldom hold and users' templates may.
locals {
  a   = "{ [ ( # // /* <<EOT" # one
  bcd = 1                     // two
  e = [
    1, # one
    22,
    333, # three
  ]
  f = a == b ? "x" : "y" # f
  g = a >= b             # g

  text = <<EOT
   left { alone
       = "too" # yes
EOT
  h    = "${lookup({ a = "}" }, "a")}${b["\"}"]}$${%%{"
  ijk  = { for key, value in local.m : key => value }
  l    = /* = */ 5

  m = { # opens
    "größe" = 1
    "日本"    = 2
    k       = 3
  } # closes
  /* a comment
       of several = lines
  */
  n = toset([for x in [
    "a",
    "b",
  ] : x])
  o = [{
    p  = 1
    qr = 2
    }, {
    s = 3
  }]
}
