using System.Reflection;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// What people can do that is worth remembering: a closed list. Codes stand in databases and in other people's scripts; they may be
/// added, never changed.
/// </summary>
public sealed record AuditAction
{
    public static readonly AuditAction ResourceCreated = new("resource.created", "Resource created");
    public static readonly AuditAction ResourceChanged = new("resource.changed", "Resource changed");

    private AuditAction(string code, string words) => (Code, Words) = (code, words);

    /// <summary>All of them, in the order in which this file names them.</summary>
    public static IReadOnlyList<AuditAction> All { get; } =
    [
        .. typeof(AuditAction).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(AuditAction))
            .Select(field => (AuditAction)field.GetValue(null)!),
    ];

    /// <summary>Kind and act: <c>resource.changed</c>.</summary>
    public string Code { get; }

    /// <summary>The first half of the code: what kind of thing it is done to.</summary>
    public string Kind => Code[..Code.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>How a page says it.</summary>
    public string Words { get; }

    public override string ToString() => Code;

    /// <summary>The words for a code; the code itself when a newer portal wrote it.</summary>
    public static string WordsOf(string code) => All.FirstOrDefault(action => action.Code == code)?.Words ?? code;
}
