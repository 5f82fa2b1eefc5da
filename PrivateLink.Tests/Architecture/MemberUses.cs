using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace PrivateLink.Tests.Architecture;

/// <summary>
/// Finds the types, methods, fields and property getters that a program reaches, from the compiled code. Members used only by unreached members are
/// unreached too. Constants cannot be traced, because the compiler copies them. Overloads that share lambdas count as one.
/// </summary>
internal sealed class MemberUses
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly string[] FoundByAttribute = ["RouteAttribute", "MigrationAttribute", "DbContextAttribute"];
    private static readonly string[] FoundByContract = ["IEntityTypeConfiguration`1", "IDesignTimeDbContextFactory`1"];

    private readonly Dictionary<MemberInfo, HashSet<MemberInfo>> _uses = [];
    private readonly HashSet<Assembly> _assemblies;
    private readonly HashSet<MemberInfo> _reached = [];

    /// <param name="product">Assemblies of the program.</param>
    /// <param name="offered">Assemblies whose public members are for others.</param>
    public MemberUses(IReadOnlyCollection<Assembly> product, IReadOnlyCollection<Assembly> offered)
    {
        _assemblies = [.. product, .. offered];
        foreach (var assembly in _assemblies) Read(assembly);
        var types = _assemblies.SelectMany(assembly => assembly.GetTypes()).ToList();
        Reach(
        [
            .. _assemblies.Select(assembly => assembly.EntryPoint).OfType<MemberInfo>(),
            .. types.SelectMany(Roots),
            .. offered.SelectMany(assembly => assembly.GetExportedTypes()).SelectMany(type => type.GetMembers().Where(member => member.DeclaringType == type).Select(Key).Append(type)),
        ]);
    }

    /// <summary>The unreached members as <c>Type.Member</c>, or the type alone if no member is reached.</summary>
    public IEnumerable<string> Unused() =>
        from type in _assemblies.SelectMany(assembly => assembly.GetTypes())
        where IsCounted(type)
        from name in _reached.Contains(type)
            ? type.GetMembers(Declared).Where(member => IsCounted(member) && !_reached.Contains(Key(member))).Select(member => $"{type.FullName}.{member.Name}")
            : [type.FullName!]
        select name;

    private void Read(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = file.GetMetadataReader();
        foreach (var method in assembly.GetTypes().SelectMany(type => type.GetMembers(Declared)).OfType<MethodBase>().Where(method => !IsOfARecord(method)))
        {
            var body = reader.GetMethodDefinition((MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken)).RelativeVirtualAddress;
            if (body == 0) continue;
            foreach (var token in Instructions.TokensOf(file.GetMethodBody(body).GetILReader())) Add(method, MetadataTokens.EntityHandle(token));
        }
    }

    private void Add(MethodBase method, EntityHandle token)
    {
        if (token.Kind == HandleKind.StandaloneSignature) return; // a call by pointer
        var arguments = method is ConstructorInfo ? [] : method.GetGenericArguments();
        var used = method.Module.ResolveMember(MetadataTokens.GetToken(token), method.DeclaringType!.GetGenericArguments(), arguments)!;
        foreach (var owner in OwnersOf(method))
        {
            if (!_uses.TryGetValue(owner, out var uses)) _uses.Add(owner, uses = []);
            uses.UnionWith(NamedBy(used));
        }
    }

    private void Reach(IEnumerable<MemberInfo> roots)
    {
        var waiting = new Queue<MemberInfo>(roots);
        while (waiting.TryDequeue(out var member))
        {
            if (!_reached.Add(member)) continue;
            foreach (var next in _uses.GetValueOrDefault(member, []).Concat(member is Type type ? ComesWith(type) : [Definition(member.DeclaringType!)])) waiting.Enqueue(next);
        }
    }

    /// <summary>Members that the runtime or a framework finds by itself.</summary>
    private static IEnumerable<MemberInfo> Roots(Type type)
    {
        var isFound = type.GetCustomAttributesData().Any(data => FoundByAttribute.Contains(data.AttributeType.Name))
            || type.GetInterfaces().Any(contract => FoundByContract.Contains(contract.Name));
        if (isFound || type.IsSubclassOf(typeof(Attribute))) yield return type;
        foreach (var method in type.GetMethods(Declared))
            if (IsMiddleware(method) || method.GetCustomAttributesData().Any(data => data.AttributeType.Name == "JSInvokableAttribute")) yield return method;
    }

    /// <summary>The constructors of a type, its base, and the members that others call through an interface or base.</summary>
    private IEnumerable<MemberInfo> ComesWith(Type type) =>
    [
        .. type.BaseType is { } parent ? TypesIn(parent) : [],
        .. type.DeclaringType is { } outer ? (IEnumerable<MemberInfo>)[outer] : [],
        .. type.GetConstructors(Declared),
        .. type.GetMethods(Declared).Where(method => (method.IsVirtual && method.GetBaseDefinition() != method) || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        .. type.GetMembers(Declared).SelectMany(member => member.GetCustomAttributesData()).SelectMany(attribute => NamedBy(attribute.Constructor)),
        .. type.GetInterfaces().SelectMany(TypesIn),
        .. type.IsInterface ? [] : type.GetInterfaces().SelectMany(contract => type.GetInterfaceMap(contract).TargetMethods).Where(method => method?.DeclaringType == type),
    ];

    /// <summary>A reference to a member also uses its type and its type arguments.</summary>
    private IEnumerable<MemberInfo> NamedBy(MemberInfo member) => member switch
    {
        Type type => TypesIn(type),
        MethodInfo { IsGenericMethod: true } method => [Key(method), .. TypesIn(method.DeclaringType!), .. method.GetGenericArguments().SelectMany(TypesIn)],
        _ => [Key(member), .. TypesIn(member.DeclaringType!)],
    };

    private IEnumerable<MemberInfo> TypesIn(Type type)
    {
        if (type.HasElementType) return TypesIn(type.GetElementType()!);
        if (type.IsGenericParameter) return [];
        var arguments = type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(TypesIn) : [];
        return _assemblies.Contains(type.Assembly) ? arguments.Prepend(Definition(type)) : arguments;
    }

    private static Type Definition(Type type) => type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;

    /// <summary>The member that represents another: a property's getter, a generic member's definition.</summary>
    private static MemberInfo Key(MemberInfo member) => member switch
    {
        PropertyInfo { GetMethod: { } reader } => Key(reader),
        MethodInfo { IsGenericMethod: true, IsGenericMethodDefinition: false } method => Key(method.GetGenericMethodDefinition()),
        { DeclaringType.IsConstructedGenericType: true } => Definition(member.DeclaringType).GetMemberWithSameMetadataDefinitionAs(member),
        _ => member,
    };

    /// <summary>Code that the compiler generates for a method's lambdas and async steps counts as the method's own.</summary>
    private static MethodBase[] OwnersOf(MethodBase method)
    {
        var name = method.Name;
        var type = method.DeclaringType!;
        for (; type.Name.StartsWith('<') && type.DeclaringType is { } outer; type = outer)
            if (type.Name[1] != '>') name = type.Name;

        if (!name.StartsWith('<')) return [method];
        var written = name.TrimStart('<').Split('>')[0];
        MethodBase[] owners = [.. type.GetMembers(Declared).OfType<MethodBase>().Where(one => one.Name == written)];
        return owners.Length > 0 ? owners : [method];
    }

    /// <summary>A record's generated equality and text read every property, which does not count as a use.</summary>
    private static bool IsOfARecord(MethodBase method) =>
        IsGenerated(method) && !method.IsSpecialName && method.Name != "Deconstruct" && !method.Name.StartsWith('<');

    private static bool IsMiddleware(MethodInfo method) => method.Name == "InvokeAsync"
        && method.DeclaringType!.GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType.Name == "RequestDelegate"));

    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    /// <summary>Types written by hand that hold more than constants.</summary>
    private static bool IsCounted(Type type) => type is { IsEnum: false, Namespace: { } place }
        && place.StartsWith("PrivateLink.", StringComparison.Ordinal) && !place.Contains(".Migrations", StringComparison.Ordinal)
        && !IsGenerated(type) && !type.Name.Contains('<', StringComparison.Ordinal) && type.DeclaringType?.Name.Contains('<', StringComparison.Ordinal) != true
        && type.Name != "_Imports" && !type.IsSubclassOf(typeof(Delegate)) && !type.GetMembers(Declared).All(member => member is FieldInfo { IsLiteral: true });

    private static bool IsCounted(MemberInfo member) => !IsGenerated(member) && !member.Name.Contains('<', StringComparison.Ordinal) && member switch
    {
        PropertyInfo property => property.GetMethod is not null && property.Name != "EqualityContract",
        MethodInfo method => !method.IsSpecialName && method.Name != "PrintMembers",
        FieldInfo field => !field.IsLiteral && !field.IsSpecialName,
        _ => false,
    };
}
