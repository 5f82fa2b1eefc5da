using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PrivateLink.Portal.Data.Configurations;

/// <summary>
/// By default SQL Server ignores case when it compares text, and SQLite does not. The application normalises text that decides identity, and both
/// databases compare it byte for byte.
/// </summary>
internal static class BinaryCollation
{
    private const string Annotation = "PrivateLink:ComparedByteForByte";

    /// <summary>Marks a column. The provider chooses the collation.</summary>
    public static PropertyBuilder<TText> IsComparedByteForByte<TText>(this PropertyBuilder<TText> property)
        where TText : class? =>
        property.HasAnnotation(Annotation, true);

    /// <summary>Gives the marked columns the provider's collation.</summary>
    public static void UseBinaryCollation(this ModelBuilder model, string collation)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            if (property.RemoveAnnotation(Annotation) is not null)
                property.SetCollation(collation);
    }
}
