using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace PrivateLink.Tests.Portal.Components;

/// <summary>Finds elements as users do: by role and name.</summary>
internal static class Finding
{
    public static IElement Button<T>(this IRenderedComponent<T> rendered, string name) where T : IComponent => rendered.Named("button", name);

    public static IElement Link<T>(this IRenderedComponent<T> rendered, string name) where T : IComponent => rendered.Named("a[href]", name);

    /// <summary>A field by its label.</summary>
    public static IElement Field<T>(this IRenderedComponent<T> rendered, string label) where T : IComponent
    {
        var found = rendered.FindAll("label").First(element => TextOf(element).Contains(label, StringComparison.Ordinal));
        return found.QuerySelector("input, select") ?? rendered.Find($"#{found.GetAttribute("for")}");
    }

    /// <summary>The text of a component as displayed.</summary>
    public static string Text<T>(this IRenderedComponent<T> rendered) where T : IComponent => string.Join(' ', rendered.Nodes.Select(TextOf));

    /// <summary>The text of an element, with a space between adjacent elements.</summary>
    public static string TextOf(INode node) => string.Join(' ', node.DescendantsAndSelf<IText>()
        .SelectMany(text => text.Data.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));

    private static IElement Named<T>(this IRenderedComponent<T> rendered, string selector, string name) where T : IComponent =>
        rendered.FindAll(selector).FirstOrDefault(element => (element.GetAttribute("aria-label") ?? TextOf(element)) == name)
        ?? throw new ElementNotFoundException($"{selector} named '{name}'");
}
