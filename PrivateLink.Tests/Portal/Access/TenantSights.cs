using System.Globalization;
using System.Reflection;
using System.Text;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data;
using PrivateLink.Tests.Support;

namespace PrivateLink.Tests.Portal.Access;

/// <summary>Every field of every record that a tenant can receive, and how much of it the tenant may see. Part of docs/permissions.md.</summary>
internal static class TenantSights
{
    private static readonly Assembly Portal = typeof(PortalDbContext).Assembly;

    /// <summary>The portal's own types in the answers of methods that a tenant's role may call, including nested types.</summary>
    public static IEnumerable<Type> Records =>
        Answered.Where(type => type.Assembly == Portal && !type.IsEnum && FieldsOf(type).Any()).OrderBy(NameOf, StringComparer.Ordinal);

    /// <summary>Every type in those answers, including the engine's.</summary>
    public static IReadOnlySet<Type> Answered
    {
        get
        {
            var found = new HashSet<Type>();
            foreach (var method in ServiceMethods.All.Where(method => ServiceMethods.RequiredBy(method) is { } permission && Permissions.Of(permission).Tenant.Count > 0))
                Collect(method.ReturnType, found);
            return found;
        }
    }

    public static string Render()
    {
        var text = new StringBuilder("""

            ## What a tenant sees

            These are the fields of everything that services hand to a tenant.
            A field of the company is null or empty for a tenant, in lists, details, exports, copies and links, and filters find nothing by it.
            `[TenantSees]` beside the field declares this; for a connection, its column in `ConnectionColumns` does.
            Tests compare it with what is shown.

            - `Client` of a connection is the client's address: from the PROXY header, or the socket's without a load balancer in front.
            - `LinkId`, its bytes and the `Destination` are shown if the link is one of the tenant's own or its host lists it.
              For any other link the tenant reads `HiddenLink`: "another endpoint", with the last four characters only if no tenant has the ID.
            - Names of listeners are shown: they say which path a connection took.
              What a listener trusts, and where it listens, is the company's.
            - Numbers of revisions and audit entries count all tenants together.
              They tell how much is saved, not by whom.
            - A connection's ID holds its time and the number of the engine (0 to 63).
            - An audit entry of a host does not name its upstream.
              Its hash covers an address, so it is shown only together with the address.
            - People of the company are named where they acted in the tenant; their addresses are not shown.

            | Record | A tenant sees | With its own links | The company's alone |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var record in Records)
            text.Append(CultureInfo.InvariantCulture, $"| `{NameOf(record)}` | {Words(record, null)} | {Words(record, TenantSight.OwnLinks)} | {Words(record, TenantSight.Nothing)} |\n");
        return text.ToString();
    }

    private static string Words(Type record, TenantSight? sight) => string.Join(", ", FieldsOf(record)
        .Select(field => (field.Name, Sight: SightOf(field)))
        .Concat(ColumnsOf(record).ExceptBy(FieldsOf(record).Select(field => field.Name), column => column.Name).Select(column => (column.Name, Sight: SightOf(column))))
        .Where(field => sight is null ? field.Sight is null or TenantSight.Clients or TenantSight.OwnPeople : field.Sight == sight)
        .Select(field => field.Sight switch
        {
            TenantSight.Clients => $"{field.Name} (of clients)",
            TenantSight.OwnPeople => $"{field.Name} (of its own people)",
            _ => field.Name,
        }));

    private static IEnumerable<PropertyInfo> FieldsOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.GetIndexParameters().Length == 0);

    private static TenantSight? SightOf(PropertyInfo field) =>
        ColumnsOf(field.DeclaringType!).SingleOrDefault(column => column.Name == field.Name) is { } column ? SightOf(column) : field.GetCustomAttribute<TenantSeesAttribute>()?.Sight;

    private static TenantSight? SightOf(ConnectionColumn column) => column.TenantSees == TenantSight.Everything ? null : column.TenantSees;

    /// <summary>The facts of a connection are declared as columns. Columns without a field of their own appear in exports and in the detail.</summary>
    private static IEnumerable<ConnectionColumn> ColumnsOf(Type record) =>
        record == typeof(ConnectionView) ? ConnectionColumns.All.Where(column => !column.IsOfEnding)
        : record == typeof(ConnectionEnding) ? ConnectionColumns.All.Where(column => column.IsOfEnding)
        : [];

    private static string NameOf(Type type) => (type.DeclaringType is { } outer ? $"{outer.Name}.{type.Name}" : type.Name).Split('`')[0];

    private static void Collect(Type type, HashSet<Type> found)
    {
        foreach (var part in type.GetGenericArguments()) Collect(part, found);
        if (type.GetElementType() is { } element) Collect(element, found);
        if (type.Namespace?.StartsWith("PrivateLink", StringComparison.Ordinal) != true || !found.Add(type)) return;
        if (type.Assembly != Portal) return;
        foreach (var field in FieldsOf(type).Where(field => SightOf(field) != TenantSight.Nothing)) Collect(field.PropertyType, found);
        foreach (var kind in type.GetNestedTypes().Where(type.IsAssignableFrom)) Collect(kind, found);
        if (type.BaseType is { } parent) Collect(parent, found);
    }
}
