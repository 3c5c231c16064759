"""bizcase tells a new-product team whether a product is worth making."""
