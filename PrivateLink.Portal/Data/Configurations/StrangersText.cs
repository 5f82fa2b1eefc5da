using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

/// <summary>
/// Text from the network. A stranger decides its length. SQL Server refuses a whole statement if one value is too long for its column. So every write
/// to such a column cuts the text to the bound that the column declares.
/// </summary>
internal static class StrangersText
{
    /// <summary>Declares a column for such text.</summary>
    public static PropertyBuilder<TText> HoldsStrangersText<TText>(this PropertyBuilder<TText> property, int length)
        where TText : class?
    {
        property.HasMaxLength(length).Metadata.SetValueConverter(new Bound(length));
        return property;
    }

    /// <summary>Declares a column for link IDs. AWS link IDs have no maximum length. An ID that does not fit never matches a listed one.</summary>
    public static PropertyBuilder<TText> HoldsLinkId<TText>(this PropertyBuilder<TText> property)
        where TText : class?
    {
        property.HasMaxLength(PrivateEndpoint.LinkIdLength).Metadata.SetValueConverter(new BoundName(PrivateEndpoint.LinkIdLength));
        return property;
    }

    /// <summary>The bounds of a table's columns, by column name, for code that bypasses Entity Framework.</summary>
    public static IReadOnlyDictionary<string, StrangersColumn> ColumnsOf<TRow>(IEntityTypeConfiguration<TRow> declaration)
        where TRow : class
    {
        var model = new ModelBuilder();
        model.ApplyConfiguration(declaration);
        return model.Model.FindEntityType(typeof(TRow))!.GetProperties()
            .Where(IsStrangersText)
            .ToDictionary(property => property.Name, property => new StrangersColumn(property.GetMaxLength()!.Value, property.IsUnicode() != false, ((Bound)property.GetValueConverter()!).Cut));
    }

    public static bool IsStrangersText(IReadOnlyProperty property) => property.GetValueConverter() is Bound;

    private class Bound : ValueConverter<string, string>
    {
        public Bound(int length) : this(text => BoundedText.Cut(text, length))
        {
        }

        protected Bound(Expression<Func<string, string>> cut) : base(cut, text => text) => Cut = ConvertToProviderTyped;

        public Func<string, string> Cut { get; }
    }

    private sealed class BoundName(int length) : Bound(text => BoundedText.CutName(text, length));
}

/// <summary>A column that holds text from strangers.</summary>
/// <param name="Length">The maximum number of characters.</param>
/// <param name="IsUnicode">Whether it may hold characters outside ASCII.</param>
/// <param name="Cut">Shortens text to fit.</param>
internal sealed record StrangersColumn(int Length, bool IsUnicode, Func<string, string> Cut);
